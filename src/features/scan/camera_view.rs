//! The camera's picture over the whole screen, a layer for outlines, and the zone to hold a code in.

use leptos::{html, prelude::*};

use super::reading::acting;
use super::session::Session;
use crate::state::PortsHandle;
use crate::state::ports::{CameraError, CameraView, ScanEvent};

/// Where the camera stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Camera {
    /// Being opened.
    Opening,
    /// It shows.
    On(CameraView),
    /// It does not.
    Failed(CameraError),
}

impl Camera {
    /// There is no picture.
    pub fn is_blocked(&self) -> bool {
        matches!(self, Self::Failed(_))
    }
}

/// The picture. The camera is let go when the page is left.
#[component]
pub(super) fn CameraPicture(
    /// Where the camera stands, told from here.
    camera: RwSignal<Camera>,
    /// Set to try again.
    tries: RwSignal<u32>,
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let video = NodeRef::<html::Video>::new();
    let events = Callback::new(move |event: ScanEvent| match event {
        ScanEvent::Started(view) => camera.set(Camera::On(view)),
        ScanEvent::Failed(error) => camera.set(Camera::Failed(error)),
        ScanEvent::Found(codes) => {
            if let Some(reading) = acting(&codes) {
                session.saw(reading);
            }
        }
    });
    Effect::new(move |_| {
        tries.track();
        let Some(video) = video.get() else { return };
        camera.set(Camera::Opening);
        ports.0.with_value(|ports| ports.scan.start(video, events));
    });
    on_cleanup(move || {
        ports.0.try_with_value(|ports| ports.scan.stop());
    });
    let hidden = move || camera.with(Camera::is_blocked);
    view! {
        <video class="scan-video" playsinline muted autoplay node_ref=video hidden=hidden data-testid="scan-video"></video>
        <svg class="scan-outline" aria-hidden="true" focusable="false"></svg>
    }
    .into_any()
}

/// Where to hold the code.
#[component]
pub(super) fn Zone(
    /// Where the camera stands.
    camera: RwSignal<Camera>,
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let found = move || session.found.with(Option::is_some).then_some("");
    let hidden = move || camera.with(Camera::is_blocked);
    view! { <div class="scan-zone" data-found=found hidden=hidden><span class="scan-line"></span></div> }
}
