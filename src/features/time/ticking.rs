//! The clock, for what must change by itself on the screen.

use std::time::Duration;

use leptos::prelude::*;

use crate::state::PortsHandle;

/// The present moment, refreshed as often as asked while the component lives.
pub fn use_now(every: Duration) -> Signal<i64> {
    let ports = expect_context::<PortsHandle>();
    let now = RwSignal::new(ports.0.with_value(|ports| ports.phone.now()));
    let tick = move || {
        ports.0.try_with_value(|ports| now.try_set(ports.phone.now()));
    };
    // A page that cannot get an interval shows the moment at which it was opened.
    if let Ok(interval) = set_interval_with_handle(tick, every) {
        on_cleanup(move || interval.clear());
    }
    now.into()
}
