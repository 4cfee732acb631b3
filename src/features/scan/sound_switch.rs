//! Sounds on or off. The shake and the words stay.

use leptos::prelude::*;

use crate::state::PortsHandle;
use crate::state::ports::SOUNDS;
use crate::ui::{Glyph, IconButton};
use crate::words::t;

/// The button.
#[component]
pub(super) fn SoundSwitch() -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let muted = RwSignal::new(ports.0.with_value(|ports| ports.phone.setting(SOUNDS)).as_deref() == Some("off"));
    let press = move |()| {
        muted.update(|muted| *muted = !*muted);
        let word = if muted.get_untracked() { "off" } else { "on" };
        ports.0.with_value(|ports| ports.phone.set_setting(SOUNDS, word));
    };
    let glyph = Signal::derive(move || if muted.get() { Glyph::SoundOff } else { Glyph::Sound });
    view! {
        <IconButton
            glyph label=t("scan.mute") on_press=press pressed=muted
            attr:data-testid="scan-mute"
        />
    }
    .into_any()
}
