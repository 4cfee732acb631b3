//! What a webhook may be told of, in words.

use crate::words::t;

/// The name for every event there is, and every one to come.
pub(super) const EVERY: &str = "*";

/// What happens.
pub(super) fn event_name(event: &str) -> String {
    let known = match event {
        EVERY => "webhooks.event.every",
        "work_order.created" => "webhooks.event.work_order_created",
        "work_order.status_changed" => "webhooks.event.status_changed",
        "stock.low" => "webhooks.event.stock_low",
        "time_entry.recorded" => "webhooks.event.time_recorded",
        "photo.added" => "webhooks.event.photo_added",
        // One of a later server still has its own name.
        other => return other.to_owned(),
    };
    t(known).to_owned()
}
