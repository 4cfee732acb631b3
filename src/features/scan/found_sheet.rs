//! What was found rises from below; the camera stays in sight behind it.

use leptos::ev::KeyboardEvent;
use leptos::{html, prelude::*};

use super::facts_list::FactsList;
use super::pack_question::PackQuestion;
use super::place_found::PlaceFound;
use super::session::{Found, Session};
use super::unknown_code::UnknownCode;
use crate::features::stock::ItemPanel;
use crate::ui::{Glyph, IconButton};
use crate::words::t;

/// The sheet; nothing until something is found.
#[component]
pub(super) fn FoundSheet(
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    move || session.found.get().map(|found| view! { <Raised found session/> })
}

#[component]
fn Raised(found: Found, session: Session) -> impl IntoView {
    let node = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        if let Some(sheet) = node.get() {
            // A sheet that is gone already cannot take the focus; nothing to mend then.
            let _ = sheet.focus();
        }
    });
    let key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            session.close();
        }
    };
    let title = if matches!(found, Found::Unknown(_)) { t("scan.unknown") } else { t("scan.found") };
    let job = Signal::derive(move || session.basket.with(|basket| basket.job));
    let body = match found {
        Found::Item(item, pack, facts) => view! {
            <FactsList facts/>
            <ItemPanel item pack job on_moved=Callback::new(move |moved| session.moved(item, moved))/>
        }
        .into_any(),
        Found::Pack(item, reading) => view! { <PackQuestion item reading session/> }.into_any(),
        Found::Place(place) => view! { <PlaceFound place session/> }.into_any(),
        Found::Unknown(reading) => view! { <UnknownCode reading session/> }.into_any(),
        // Its page is opened instead.
        Found::Job(_) => ().into_any(),
    };
    view! {
        <section class="scan-sheet" tabindex="-1" aria-label=title node_ref=node on:keydown=key data-testid="item-sheet">
            <div class="spread">
                <p class="quiet small" role="status">{title}</p>
                <IconButton glyph=Glyph::Close label=t("scan.close") on_press=move |()| session.close() attr:data-testid="sheet-close"/>
            </div>
            {body}
        </section>
    }
    .into_any()
}
