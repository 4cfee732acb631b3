//! Nearer, without moving the phone: small codes high up, or behind a panel.

use leptos::prelude::*;

use super::camera_view::Camera;
use crate::state::PortsHandle;
use crate::state::ports::Zoom;
use crate::words::t;

/// The slider; nothing where the camera cannot.
#[component]
pub(super) fn ZoomSlider(
    /// Where the camera stands.
    camera: RwSignal<Camera>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let zoom = Memo::new(move |_| {
        camera.with(|camera| match camera {
            Camera::On(view) => view.zoom,
            _ => None,
        })
    });
    let slide = move |event| {
        if let Ok(to) = event_target_value(&event).parse() {
            ports.0.with_value(|ports| ports.scan.zoom(to));
        }
    };
    let slider = move |Zoom { least, most, step, now }: Zoom| {
        view! {
            <label class="scan-zoom">
                <span class="visually-hidden">{t("scan.zoom")}</span>
                <span aria-hidden="true">"1×"</span>
                <input
                    type="range" min=least max=most step=step prop:value=now.to_string() on:input=slide
                    data-testid="scan-zoom"
                />
                <span aria-hidden="true">{format!("{}×", (most / least.max(0.01)).round())}</span>
            </label>
        }
        .into_any()
    };
    move || zoom.get().map(slider)
}
