//! Hands in the parcel of a phone that cannot send by itself any more.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::{ev, web_sys};

use crate::state::PortsHandle;
use crate::state::ports::{HandedIn, ParcelError};
use crate::ui::{Glyph, Icon, SectionHeader, Tone};
use crate::words::{t, t_count, t_with};

/// How far a parcel has come.
#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    Sending,
    Done(Result<HandedIn, ParcelError>),
}

/// The way in for a parcel, and what became of it.
#[component]
pub(super) fn ParcelInput() -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let stage = RwSignal::new(Stage::Asking);
    let picked = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // So that the same file can be picked again.
        input.set_value("");
        stage.set(Stage::Sending);
        let done = ports.0.with_value(|ports| ports.office.hand_in(file));
        spawn_local(async move {
            stage.try_set(Stage::Done(done.await));
        });
    };
    let words = move || match stage.get() {
        Stage::Asking => None,
        Stage::Sending => Some((t("parcel.sending").to_owned(), Tone::Waiting)),
        Stage::Done(Ok(done)) if done.refused + done.deferred > 0 => Some((said(&done), Tone::Attention)),
        Stage::Done(Ok(done)) => Some((said(&done), Tone::Ok)),
        Stage::Done(Err(error)) => Some((trouble(error).to_owned(), Tone::Trouble)),
    };
    view! {
        <SectionHeader title=t("parcel.title")/>
        <div class="card stack">
            <p class="small">{t("parcel.text")}</p>
            <label class="button file-button" data-kind="secondary">
                <Icon glyph=Glyph::Download/>
                <span class="button-label">{t("parcel.pick")}</span>
                <input
                    class="visually-hidden"
                    type="file"
                    accept=".tar,application/x-tar"
                    disabled=move || stage.get() == Stage::Sending
                    data-testid="parcel-input"
                    on:change=picked
                />
            </label>
            <p role="status" data-testid="parcel-said" data-tone=move || words().map(|(_, tone)| tone.name())>
                {move || words().map(|(words, _)| words)}
            </p>
        </div>
    }
}

/// "12 changes and 3 photos of Mike Rivera are handed in. 2 had arrived before."
fn said(done: &HandedIn) -> String {
    let HandedIn { name, edits, known, refused, deferred, photos } = done;
    let (changes, pictures) = (t_count("parcel.changes", *edits), t_count("parcel.photos", *photos));
    let mut said = vec![t_with("parcel.done", &[("changes", &changes), ("photos", &pictures), ("name", name)])];
    let more = [("parcel.known", known), ("parcel.refused", refused), ("parcel.deferred", deferred)];
    said.extend(more.into_iter().filter(|(_, count)| **count > 0).map(|(key, count)| t_count(key, *count)));
    said.join(" ")
}

fn trouble(error: ParcelError) -> &'static str {
    match error {
        ParcelError::Broken => t("parcel.error.broken"),
        ParcelError::OtherCompany => t("parcel.error.other_company"),
        ParcelError::Newer => t("parcel.error.newer"),
        ParcelError::Refused => t("parcel.error.refused"),
        ParcelError::SignIn => t("parcel.error.sign_in"),
        ParcelError::Offline => t("parcel.error.offline"),
    }
}
