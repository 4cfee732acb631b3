//! The whole basket: put quantities right, say where, and book it. One commit, one way back.

use domain::ids::ItemId;
use domain::quantity::Quantity;
use leptos::prelude::*;

use super::basket_target::BasketTarget;
use super::session::Session;
use super::target::Target;
use crate::features::saving::use_saving;
use crate::features::stock::{book, on_hand};
use crate::state::use_desk;
use crate::ui::{Button, ButtonKind, Glyph, Sheet, Stepper};
use crate::words::{t, t_count};

/// The sheet.
#[component]
pub(super) fn BasketSheet(
    /// Whether it is open, both ways.
    open: RwSignal<bool>,
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    view! {
        <Sheet open title=t("scan.basket") close_label=t("scan.close")>
            <Contents open session/>
        </Sheet>
    }
}

#[component]
fn Contents(open: RwSignal<bool>, session: Session) -> impl IntoView {
    let (desk, saving) = (use_desk(), use_saving());
    let items = Memo::new(move |_| {
        session.basket.with(|basket| basket.lines.iter().map(|line| line.item).collect::<Vec<ItemId>>())
    });
    let target = Target::new(session);
    let nothing = Signal::derive(move || target.batch().is_none() || items.read().is_empty());
    let book_it = move |()| {
        let Some(batch) = untrack(|| target.batch()) else { return };
        let basket = session.basket.with_untracked(Clone::clone);
        let at = untrack(|| target.counted_at());
        let counted = |item| at.map_or(Quantity::ZERO, |at| untrack(|| on_hand(desk, item, at)));
        let new_id = || saving.ports().0.with_value(|ports| ports.phone.new_id());
        let lines = basket.lines.iter().map(|line| (line.item, line.quantity));
        let (edits, undo) = book(batch.movements(lines, counted, basket.batch), new_id);
        let said = untrack(|| target.said(basket.lines.len()));
        let done = move || {
            session.basket.update(|basket| basket.clear());
            open.try_set(false);
            saving.offer_undo(said, undo);
        };
        if edits.is_empty() {
            // Counted, and all of it is as the ledger says: nothing to book.
            done();
        } else {
            saving.form(edits, done);
        }
    };
    let refused = saving.refused();
    view! {
        <div class="stack" data-testid="basket">
            <For each=move || items.get() key=|item| *item let:item>
                <BasketLine item session/>
            </For>
            <BasketTarget target/>
            {move || refused.get().map(|words| view! { <p class="field-error" role="alert">{words}</p> })}
            <Button
                label=Signal::derive(move || target.action()) icon=Glyph::Check kind=ButtonKind::Primary block=true
                disabled=nothing busy=saving.busy() on_press=book_it attr:data-testid="basket-book"
            />
            <p class="quiet small">{move || t_count("scan.basket_lines", items.read().len())}</p>
        </div>
    }
    .into_any()
}

#[component]
fn BasketLine(item: ItemId, session: Session) -> impl IntoView {
    let kept = Memo::new(move |_| session.basket.with(|basket| basket.quantity(item)));
    let value = RwSignal::new(kept.get_untracked().0);
    // Both ways: a typed number goes into the basket, a scan behind the sheet comes out of it.
    Effect::new(move |_| {
        let wanted = Quantity(value.get());
        if wanted != kept.get_untracked() {
            session.basket.update(|basket| basket.set(item, wanted));
        }
    });
    Effect::new(move |_| {
        let now = kept.get().0;
        if now != value.get_untracked() {
            value.set(now);
        }
    });
    view! {
        <div class="scan-line-row" data-testid="basket-line">
            <p class="strong grow">{session.name_of(item).unwrap_or_default()}</p>
            <Stepper
                label=session.name_of(item).unwrap_or_default() less_label=t("stock.less") more_label=t("stock.more")
                value decimals=3 least=0 most=Quantity::MAX.0 unit=session.unit_of(item)
            />
        </div>
    }
    .into_any()
}
