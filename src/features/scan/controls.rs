//! What the thumb reaches: light, other camera, holding the picture, typing, a photo of the code.

use leptos::prelude::*;

use super::camera_view::Camera;
use super::freeze_control::FreezeControl;
use super::photo_control::PhotoControl;
use super::session::Session;
use crate::state::PortsHandle;
use crate::state::ports::CameraView;
use crate::ui::{Glyph, Icon};
use crate::words::t;

/// The row of round buttons.
#[component]
pub(super) fn Controls(
    /// Where the camera stands.
    camera: RwSignal<Camera>,
    /// Whether the picture is held, both ways.
    frozen: RwSignal<bool>,
    /// Opens the typed entry.
    typing: RwSignal<bool>,
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let able =
        move |can: fn(&CameraView) -> bool| camera.with(|camera| matches!(camera, Camera::On(view) if can(view)));
    let lit = move || able(|view| view.torch_on);
    let light = move |_| {
        let on = !untrack(lit);
        ports.0.with_value(|ports| ports.scan.torch(on));
        camera.update(|camera| {
            if let Camera::On(view) = camera {
                view.torch_on = on;
            }
        });
    };
    let switch = move |_| ports.0.with_value(|ports| ports.scan.switch());
    view! {
        <div class="scan-controls">
            {move || able(|view| view.torch).then(|| view! {
                <button
                    type="button" class="scan-control" aria-pressed=move || lit().to_string()
                    on:click=light data-testid="scan-torch"
                >
                    <span><Icon glyph=Signal::derive(move || if lit() { Glyph::Flashlight } else { Glyph::FlashlightOff })/></span>
                    {t("scan.light")}
                </button>
            })}
            {move || able(|view| view.can_switch).then(|| view! {
                <button type="button" class="scan-control" on:click=switch data-testid="scan-switch">
                    <span><Icon glyph=Glyph::SwitchCamera/></span>
                    {t("scan.switch")}
                </button>
            })}
            <FreezeControl camera frozen session/>
            <button type="button" class="scan-control" on:click=move |_| typing.set(true) data-testid="scan-type">
                <span><Icon glyph=Glyph::Keyboard/></span>
                {t("scan.type")}
            </button>
            <PhotoControl session/>
        </div>
    }
    .into_any()
}
