//! A clock for ages: exact to half a minute, and still while nobody looks.

use std::time::Duration;

use leptos::prelude::*;

use crate::state::PortsHandle;

const TICK: Duration = Duration::from_secs(30);

/// The moment, as long as the component lives.
pub fn use_clock() -> Signal<i64> {
    let ports = expect_context::<PortsHandle>();
    let read = move || ports.0.with_value(|ports| ports.phone.now());
    let now = RwSignal::new(read());
    // Without a timer the ages stand still until the page is opened again: no reason to fail.
    let tick = move || {
        now.try_set(read());
    };
    if let Ok(timer) = set_interval_with_handle(tick, TICK) {
        on_cleanup(move || timer.clear());
    }
    now.into()
}
