//! The last three scans that went into the basket, each with its way back, and the way to the whole.

use leptos::prelude::*;

use super::basket::Scan;
use super::session::Session;
use crate::features::stock::amount;
use crate::ui::{Glyph, Icon};
use crate::words::{t, t_count, t_with};

/// The rows, the latest at the top; nothing while things are only looked up.
#[component]
pub(super) fn ScannedList(
    /// What the page knows.
    session: Session,
    /// Opens the basket.
    reviewing: RwSignal<bool>,
) -> impl IntoView {
    let rows = move || {
        session.basket.with(|basket| {
            let row = |(nth, scan): (usize, &Scan)| {
                let (name, unit) = (session.name_of(scan.item).unwrap_or_default(), session.unit_of(scan.item));
                let all = amount(basket.quantity(scan.item), &unit);
                let undo = t_with("scan.take_back", &[("item", &name)]);
                view! {
                    <li class="scan-row" data-testid="scan-row">
                        <span class="one-line grow">{name}</span>
                        <b>{all}</b>
                        <button
                            type="button" class="scan-row-undo" aria-label=undo data-testid="scan-undo"
                            on:click=move |_| session.basket.update(|basket| basket.take_back(nth))
                        >
                            <Icon glyph=Glyph::Undo/>
                        </button>
                    </li>
                }
            };
            basket.scans.iter().enumerate().map(row).collect_view()
        })
    };
    let count = Memo::new(move |_| session.basket.with(|basket| basket.lines.len()));
    let collects = Memo::new(move |_| session.purpose().collects());
    move || {
        collects.get().then(|| {
            view! {
                <div class="scan-basket">
                    <ul class="scan-rows" role="list" aria-live="polite">{rows}</ul>
                    <button
                        type="button" class="scan-review" disabled=move || count.get() == 0
                        on:click=move |_| reviewing.set(true) data-testid="scan-review"
                    >
                        <Icon glyph=Glyph::Checklist/>
                        {move || match count.get() {
                            0 => t("scan.basket_empty").to_owned(),
                            n => t_count("scan.basket_review", n),
                        }}
                    </button>
                </div>
            }
            .into_any()
        })
    }
}
