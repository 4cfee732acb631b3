//! The camera's picture over the whole screen, with the outlines of what is in view, and the zone to hold a code in.

use domain::Entity;
use domain::people::Company;
use leptos::{html, prelude::*};

use super::outline::Outline;
use super::session::Session;
use crate::state::ports::{CameraError, CameraView, ScanEvent, Seen};
use crate::state::{PortsHandle, use_desk};

/// Where the camera stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Camera {
    /// Being opened.
    Opening,
    /// It shows.
    On(CameraView),
    /// Let go of, because nobody scanned for long.
    Resting,
    /// It does not.
    Failed(CameraError),
}

impl Camera {
    /// There is no picture.
    pub fn is_blocked(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Resting)
    }
}

/// The picture. The camera is let go when the page is left.
#[component]
pub(super) fn CameraPicture(
    /// Where the camera stands, told from here.
    camera: RwSignal<Camera>,
    /// Set to try again.
    tries: RwSignal<u32>,
    /// Whether the picture is held.
    frozen: RwSignal<bool>,
    /// Something covers the picture: no code is waited for.
    #[prop(into)]
    covered: Signal<bool>,
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let reads_more = Memo::new(move |_| {
        let company = desk.who().and_then(|who| desk.get::<Company>(Entity::Company, who.company.0));
        company.is_some_and(|company| company.more_symbologies)
    });
    let video = NodeRef::<html::Video>::new();
    let seen = RwSignal::new(None::<Seen>);
    let events = Callback::new(move |event: ScanEvent| match event {
        ScanEvent::Started(view) => {
            frozen.set(false);
            camera.set(Camera::On(view));
        }
        ScanEvent::Failed(error) => camera.set(Camera::Failed(error)),
        ScanEvent::Resting => camera.set(Camera::Resting),
        ScanEvent::Saw(now) => {
            session.saw(&now.codes);
            seen.set(Some(now).filter(|now| !now.codes.is_empty()));
        }
    });
    Effect::new(move |_| {
        tries.track();
        let Some(video) = video.get() else { return };
        camera.set(Camera::Opening);
        let more = reads_more.get();
        ports.0.with_value(|ports| {
            ports.scan.read_more(more);
            ports.scan.start(video, events);
        });
    });
    Effect::new(move |_| {
        let looks = !covered.get();
        ports.0.with_value(|ports| ports.scan.look(looks));
    });
    on_cleanup(move || {
        ports.0.try_with_value(|ports| ports.scan.stop());
    });
    let hidden = move || camera.with(Camera::is_blocked);
    view! {
        <video class="scan-video" playsinline muted autoplay node_ref=video hidden=hidden data-testid="scan-video"></video>
        <Outline seen/>
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
