//! Holds the picture: to read a label in peace, and to let the reader try everything on it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::camera_view::Camera;
use super::session::Session;
use crate::features::saving::use_saving;
use crate::state::PortsHandle;
use crate::state::ports::Beep;
use crate::ui::{Glyph, Icon};
use crate::words::t;

/// The button; nothing while there is no picture.
#[component]
pub(super) fn FreezeControl(
    /// Where the camera stands.
    camera: RwSignal<Camera>,
    /// Whether the picture is held, both ways.
    frozen: RwSignal<bool>,
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let (ports, saving) = (expect_context::<PortsHandle>(), use_saving());
    let shows = Memo::new(move |_| camera.with(|camera| matches!(camera, Camera::On(_))));
    let press = move |_| {
        if frozen.get_untracked() {
            frozen.set(false);
            return ports.0.with_value(|ports| ports.scan.thaw());
        }
        frozen.set(true);
        let found = ports.0.with_value(|ports| ports.scan.freeze());
        spawn_local(async move {
            let found = found.await;
            // Another press, or another page, meanwhile.
            if frozen.try_get_untracked() != Some(true) {
                return;
            }
            if !session.read_photo(&found) {
                session.beep(Beep::Error);
                saving.say(t("scan.frozen_empty"));
            }
        });
    };
    let icon = Signal::derive(move || if frozen.get() { Glyph::Play } else { Glyph::Pause });
    move || {
        shows.get().then(|| {
            view! {
                <button
                    type="button" class="scan-control" aria-pressed=move || frozen.get().to_string() on:click=press
                    data-testid="scan-freeze"
                >
                    <span><Icon glyph=icon/></span>
                    {t("scan.freeze")}
                </button>
            }
            .into_any()
        })
    }
}
