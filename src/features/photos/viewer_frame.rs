//! One photo of the viewer. Only what is in sight and its neighbours are in the page; a double tap shows every detail.

use leptos::prelude::*;
use protocol::blobs::Rendition;

use super::photo_list::Known;
use super::photo_state::follow;
use super::picture::Picture;
use crate::state::use_desk;

/// The frame.
#[component]
pub(super) fn ViewerFrame(nth: usize, known: Known, current: RwSignal<usize>) -> impl IntoView {
    let near = Memo::new(move |_| current.get().abs_diff(nth) <= 1);
    let here = Memo::new(move |_| current.get() == nth);
    let zoomed = RwSignal::new(false);
    Effect::new(move |_| {
        if !here.get() {
            zoomed.set(false);
        }
    });
    let title = known.title();
    let id = known.id;
    let state = follow(use_desk(), id, known.photo.sha256);
    view! {
        <figure
            class="viewer-frame"
            data-zoomed=move || zoomed.get().then_some("true")
            aria-hidden=move || (!here.get()).then_some("true")
            on:dblclick=move |_| zoomed.update(|zoomed| *zoomed = !*zoomed)
        >
            {move || near.get().then(|| view! { <Picture photo=id rendition=Rendition::Large alt=title.clone() state/> })}
        </figure>
    }
    .into_any()
}
