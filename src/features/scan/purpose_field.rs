//! What scanning is for, at the thumb.

use leptos::prelude::*;

use super::purpose::Purpose;
use super::session::Session;
use crate::ui::{Glyph, Icon};
use crate::words::t;

/// The phone's own picker, drawn as a chip.
#[component]
pub(super) fn PurposeField(
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let chosen = Memo::new(move |_| session.purpose());
    let choose = move |event| {
        if let Some(purpose) = Purpose::named(&event_target_value(&event)) {
            session.choose(purpose);
        }
    };
    let option = move |purpose: Purpose| {
        view! { <option value=purpose.name() prop:selected=move || chosen.get() == purpose>{words(purpose)}</option> }
    };
    view! {
        <label class="scan-purpose">
            <span class="visually-hidden">{t("scan.purpose")}</span>
            <select on:change=choose data-testid="scan-purpose">
                {Purpose::ALL.into_iter().map(option).collect_view()}
            </select>
            <Icon glyph=Glyph::Down/>
        </label>
    }
    .into_any()
}

/// What a person calls it.
fn words(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Find => t("scan.to_find"),
        Purpose::Use => t("scan.to_use"),
        Purpose::Receive => t("scan.to_receive"),
        Purpose::Move => t("scan.to_move"),
        Purpose::Count => t("scan.to_count"),
    }
}
