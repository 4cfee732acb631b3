//! Whether list and work order have room side by side.

use leptos::ev;
use leptos::prelude::*;

/// As in the style sheets: from here on there is a rail, and room for two.
const WIDE: f64 = 900.0;

/// Room for two, following the window.
pub fn use_wide() -> Signal<bool> {
    let wide = RwSignal::new(is_wide());
    let handle = window_event_listener(ev::resize, move |_| {
        let now = is_wide();
        if wide.get_untracked() != now {
            wide.set(now);
        }
    });
    on_cleanup(move || handle.remove());
    wide.into()
}

fn is_wide() -> bool {
    window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width >= WIDE)
}
