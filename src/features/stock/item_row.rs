//! One item in the list.

use std::sync::Arc;

use leptos::prelude::*;

use super::catalog::CatalogItem;
use super::levels::OnHand;
use super::quantity_words::{amount, number};
use super::truck::Truck;
use crate::ui::{ListRow, Tone};
use crate::words::{t, t_with};

/// The height of a row, in rem.
pub(super) const ROW_REM: f64 = 4.5;

/// A row that leads to the item.
#[component]
pub(super) fn ItemRow(
    /// What it is.
    item: Arc<CatalogItem>,
    /// How much is where.
    on_hand: OnHand,
    /// The person's stock.
    truck: Truck,
) -> impl IntoView {
    let unit = &item.item.unit;
    let kind = [item.item.category.as_str(), &item.item.brand];
    let kind = kind.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let total = t_with("stock.in_all", &[("n", &amount(on_hand.total(), unit))]);
    let short = on_hand.is_short().then(|| t("stock.short").to_owned());
    let parts = [short, Some(total), Some(kind).filter(|kind| !kind.is_empty())];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    // Somebody without a truck sees what there is in all.
    let place = truck.get();
    let shown = if place.is_some() { on_hand.of(place) } else { on_hand.total() };
    let count = view! {
        <span class="stock-count" data-tone=shown.is_negative().then(|| Tone::Attention.name())>
            <b>{number(shown)}</b> " " {unit.clone()}
        </span>
    }
    .into_any();
    view! {
        <ListRow title=item.item.name.clone() text href=format!("/items/{}", item.id) trailing=count attr:data-testid="item-row"/>
    }
    .into_any()
}
