//! One photo in the grid, with its state in words while it is not received, and its own retry.

use domain::ids::WorkOrderId;
use leptos::prelude::*;
use protocol::blobs::Rendition;

use super::photo_list::Known;
use super::photo_state::{PhotoState, follow};
use super::picture::Picture;
use super::viewer_bottom::resend;
use crate::features::saving::use_saving;
use crate::state::use_desk;
use crate::ui::{Glyph, Icon};
use crate::words::{t, t_value, t_with};

/// The tile.
#[component]
pub(super) fn PhotoTile(job: WorkOrderId, known: Known) -> impl IntoView {
    let saving = use_saving();
    let title = known.title();
    let Known { id, photo, .. } = known;
    let state = follow(use_desk(), id, photo.sha256.clone());
    let sha256 = StoredValue::new(photo.sha256);
    let needs_you = Memo::new(move |_| state.get() == PhotoState::NeedsYou);
    let mark = move || {
        let state = state.get();
        (state != PhotoState::Received && state != PhotoState::NeedsYou).then(|| {
            view! {
                <span class="photo-state" data-tone=state.tone().name()>
                    <Icon glyph=state.glyph()/>
                    {state.words()}
                </span>
            }
        })
    };
    let retry = move || {
        needs_you.get().then(|| {
            view! {
                <button
                    type="button"
                    class="photo-state photo-retry"
                    data-tone="trouble"
                    aria-label=t("photos.retry")
                    data-testid="photo-retry"
                    on:click=move |_| resend(saving, sha256.get_value())
                >
                    <Icon glyph=Glyph::Retry/>
                    {t("photos.needs_you")}
                </button>
            }
        })
    };
    let label = t_with("photos.open", &[("what", &title)]);
    view! {
        <div class="photo-tile" data-testid="photo-tile" data-state=move || state_name(state.get())>
            <a class="photo-link" href=format!("/jobs/{job}/photos/{id}") aria-label=label>
                <Picture photo=id rendition=Rendition::Thumb alt=title state/>
            </a>
            {photo.slot.map(|slot| view! { <span class="photo-slot-name">{t_value("slot", &slot)}</span> })}
            {mark}
            {retry}
            {move || state.get().percent().map(|percent| view! {
                <progress class="photo-progress" max="100" value=percent.to_string()></progress>
            })}
        </div>
    }
    .into_any()
}

/// For tests, which read no words.
const fn state_name(state: PhotoState) -> &'static str {
    match state {
        PhotoState::Saved => "saved",
        PhotoState::Waiting => "waiting",
        PhotoState::Sending(_) => "sending",
        PhotoState::Received => "received",
        PhotoState::NeedsYou => "needs-you",
    }
}
