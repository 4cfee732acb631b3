//! Under the photo: what it shows, how far it has come, and a retry of its own.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::photo_list::Known;
use super::photo_state::{PhotoState, follow};
use crate::features::saving::{Saving, refusal_words, use_saving};
use crate::state::use_desk;
use crate::ui::{Button, Chip, Glyph};
use crate::words::{t, t_value};

/// The line.
#[component]
pub(super) fn ViewerBottom(shown: Memo<Option<Known>>) -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let line = move |known: Known| {
        let sha256 = StoredValue::new(known.photo.sha256.clone());
        let state = follow(desk, known.id, known.photo.sha256.clone());
        let slot = known.photo.slot.map(|slot| t_value("slot", &slot));
        let caption =
            [slot.unwrap_or_default(), known.photo.caption].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>();
        view! {
            <p class="viewer-caption" data-testid="viewer-caption">{caption.join(" · ")}</p>
            <Chip
                label=Signal::derive(move || state.get().words())
                tone=Signal::derive(move || state.get().tone())
                icon=Signal::derive(move || state.get().glyph())
                attr:data-testid="viewer-state"
            />
            {move || (state.get() != PhotoState::Received).then(|| view! {
                <Button
                    label=t("photos.retry")
                    icon=Glyph::Retry
                    on_press=move |()| resend(saving, sha256.get_value())
                    attr:data-testid="viewer-retry"
                />
            })}
        }
    };
    view! { <div class="viewer-bottom">{move || shown.get().map(line)}</div> }.into_any()
}

/// Sends a photo again, at once.
pub(super) fn resend(saving: Saving, sha256: String) {
    let ports = saving.ports();
    spawn_local(async move {
        let sent = ports.0.with_value(|ports| ports.work.resend_photo(sha256));
        match sent.await {
            Ok(()) => ports.0.with_value(|ports| ports.work.send_now()),
            Err(refusal) => saving.say(refusal_words(&refusal)),
        }
    });
}
