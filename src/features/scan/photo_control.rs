//! A photo of the code, for what the running picture cannot read.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, web_sys};

use super::session::Session;
use crate::features::saving::use_saving;
use crate::state::PortsHandle;
use crate::state::ports::Beep;
use crate::ui::{Glyph, Icon};
use crate::words::t;

/// The button; it opens the phone's own camera.
#[component]
pub(super) fn PhotoControl(
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let (ports, saving) = (expect_context::<PortsHandle>(), use_saving());
    let busy = RwSignal::new(false);
    let picked = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|list| list.get(0)) else { return };
        let found = ports.0.with_value(|ports| ports.scan.still(file));
        // So that the same picture can be picked again.
        input.set_value("");
        busy.set(true);
        spawn_local(async move {
            let found = found.await;
            // `None`: the page was left while the photo was read.
            if busy.try_set(false).is_some() {
                return;
            }
            if !session.read_photo(&found) {
                session.beep(Beep::Error);
                saving.say(t("scan.photo_empty"));
            }
        });
    };
    let label = move || if busy.get() { t("scan.photo_busy") } else { t("scan.photo") };
    view! {
        <label class="scan-control">
            <span><Icon glyph=Glyph::Camera/></span>
            {label}
            <input
                class="visually-hidden" type="file" accept="image/*" capture="environment"
                disabled=busy on:change=picked data-testid="scan-photo"
            />
        </label>
    }
    .into_any()
}
