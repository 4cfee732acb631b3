//! The line that stays under the top bar: status, when, how urgent.

use domain::work_order::Priority;
use leptos::prelude::*;

use super::open_order::{OpenOrder, use_open_order};
use crate::features::jobs::{StatusChip, window_words};
use crate::features::sync_mark::SyncMark;
use crate::state::use_ports;
use crate::ui::{Chip, Glyph, Tone};
use crate::words::{t_value, t_with};

/// The line.
#[component]
pub(super) fn Head() -> impl IntoView {
    let order = use_open_order();
    let ports = StoredValue::new_local(use_ports());
    let window = move || {
        let window = order.with(|order| order.window);
        window.map(|window| ports.with_value(|ports| window_words(&*ports.phone, window)))
    };
    let priority = move || {
        let priority = order.with(|order| order.priority);
        let tone = match priority {
            Priority::Emergency => Tone::Trouble,
            Priority::High => Tone::Attention,
            Priority::Normal | Priority::Low => return None,
        };
        Some(view! { <Chip label=t_value("priority", &priority) tone icon=Glyph::Alert/> })
    };
    view! {
        <div class="wo-head" data-testid="order-head">
            <StatusChip status=Signal::derive(move || order.with(|order| order.status)) attr:data-testid="order-status"/>
            <span class="wo-window">{window}</span>
            {priority}
            <SyncMark of=order.key()/>
        </div>
        {move || held_up(order).map(|why| view! { <p class="quiet" data-testid="order-reason">{why}</p> })}
    }
    .into_any()
}

/// Why it is paused, waiting or cancelled.
fn held_up(order: OpenOrder) -> Option<String> {
    order.with(|order| {
        let reason = order.reason.as_str();
        match (&order.waiting_on, reason.is_empty()) {
            (Some(whom), true) => Some(t_with("work_order.waits", &[("whom", &t_value("waiting_on", whom))])),
            (Some(whom), false) => {
                Some(t_with("work_order.waits_because", &[("whom", &t_value("waiting_on", whom)), ("reason", reason)]))
            }
            (None, false) => Some(reason.to_owned()),
            (None, true) => None,
        }
    })
}
