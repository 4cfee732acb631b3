//! A picture, from wherever it can be had just now. Its place is kept while it is looked for.

use domain::ids::PhotoId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::blobs::Rendition;

use super::photo_state::PhotoState;
use crate::state::PortsHandle;
use crate::ui::{Glyph, Icon};
use crate::words::t;

#[derive(Clone, PartialEq)]
enum Found {
    Looking,
    At(String),
    NotNow,
}

/// The picture, or words in its place.
#[component]
pub(super) fn Picture(
    /// Of which photo.
    photo: PhotoId,
    /// How large.
    rendition: Rendition,
    /// What it shows.
    alt: String,
    /// How far it has come: once the office has it, there is a picture of everything.
    state: Memo<PhotoState>,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let found = RwSignal::new(Found::Looking);
    let received = Memo::new(move |_| state.get() == PhotoState::Received);
    Effect::new(move |_| {
        received.track();
        if matches!(*found.read_untracked(), Found::At(_)) {
            return;
        }
        let address = ports.0.with_value(|ports| ports.work.photo_url(photo, rendition));
        spawn_local(async move {
            let address = address.await;
            found.try_set(address.map_or(Found::NotNow, Found::At));
        });
    });
    // The address may have run out, or the bytes may be of a kind that this browser cannot draw.
    let broken = move |_| found.set(Found::NotNow);
    move || match found.get() {
        Found::Looking => view! { <span class="skeleton photo-looking"></span> }.into_any(),
        Found::At(src) => {
            view! { <img src=src alt=alt.clone() decoding="async" draggable="false" on:error=broken/> }.into_any()
        }
        Found::NotNow => view! {
            <span class="photo-later">
                <Icon glyph=Glyph::Image/>
                <span>{if received.get() { t("photos.not_now") } else { t("photos.later") }}</span>
            </span>
        }
        .into_any(),
    }
}
