//! The last three things that were looked up, to come back to.

use leptos::prelude::*;

use super::session::{Recent, Session};
use domain::quantity::Quantity;

/// The chips, the latest first. Their place is kept while there are none; while things are collected, the basket has it.
#[component]
pub(super) fn RecentChips(
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let chip = move |recent: Recent| {
        let found = recent.found;
        let moved = (recent.moved != Quantity::ZERO).then(|| view! { <b>{signed(recent.moved)}</b> });
        view! {
            <button
                type="button" class="scan-recent-chip" data-testid="scan-recent"
                on:click=move |_| session.found.set(Some(found.clone()))
            >
                <span class="one-line">{recent.name}</span>
                {moved}
            </button>
        }
    };
    let collects = Memo::new(move |_| session.purpose().collects());
    move || {
        (!collects.get()).then(|| {
            let chips = move || session.recent.get().into_iter().map(chip).collect_view();
            view! { <div class="scan-recent">{chips}</div> }.into_any()
        })
    }
}

fn signed(quantity: Quantity) -> String {
    let text = quantity.to_string();
    text.strip_prefix('-').map_or_else(|| format!("+{text}"), |size| format!("\u{2212}{size}"))
}
