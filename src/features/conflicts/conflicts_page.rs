//! All open conflicts.

use leptos::prelude::*;

use super::conflict_card::ConflictCard;
use super::open_conflicts::open_conflicts;
use crate::features::frame::Frame;
use crate::state::use_desk;
use crate::ui::{Drawing, EmptyState};
use crate::words::t;

/// What two people changed at once.
#[component]
pub fn ConflictsPage() -> impl IntoView {
    let desk = use_desk();
    let open = Memo::new(move |_| open_conflicts(desk));
    let is_empty = Memo::new(move |_| open.read().is_empty());
    view! {
        <Frame title=t("conflict.title") back="/more">
            {move || if is_empty.get() {
                view! { <EmptyState drawing=Drawing::Sent text=t("conflict.none")/> }.into_any()
            } else {
                view! { <p class="quiet">{t("conflict.intro")}</p> }.into_any()
            }}
            <For each=move || open.get() key=|id| *id let:id>
                <ConflictCard id with_subject=true/>
            </For>
        </Frame>
    }
}
