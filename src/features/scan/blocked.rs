//! No picture: why, and what to do. Typing and photos go on working.

use leptos::prelude::*;

use super::camera_view::Camera;
use crate::state::ports::CameraError;
use crate::ui::{Button, Glyph, Icon};
use crate::words::t;

/// The words in place of the picture; nothing while it shows.
#[component]
pub(super) fn Blocked(
    /// Where the camera stands.
    camera: RwSignal<Camera>,
    /// Counted up to try again.
    tries: RwSignal<u32>,
) -> impl IntoView {
    let why = Memo::new(move |_| {
        camera.with(|camera| match camera {
            Camera::Failed(error) => Some((words(*error), t("scan.again"), Glyph::Retry)),
            Camera::Resting => Some((t("scan.resting"), t("scan.go_on"), Glyph::Play)),
            Camera::Opening | Camera::On(_) => None,
        })
    });
    move || {
        why.get().map(|(words, label, icon)| {
            view! {
                <div class="scan-blocked" role="alert" data-testid="scan-blocked">
                    <Icon glyph=Glyph::Camera/>
                    <p>{words}</p>
                    <Button label icon on_press=move |()| tries.update(|n| *n += 1) attr:data-testid="scan-again"/>
                </div>
            }
        })
    }
}

fn words(error: CameraError) -> &'static str {
    match error {
        CameraError::Denied => t("scan.denied"),
        CameraError::Missing => t("scan.missing"),
        CameraError::Busy => t("scan.busy"),
        CameraError::Insecure => t("scan.insecure"),
        CameraError::Other => t("scan.other"),
    }
}
