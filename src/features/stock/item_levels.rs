//! How much of an item is where.

use domain::Entity;
use domain::ids::{ItemId, LocationId};
use domain::quantity::Quantity;
use domain::stock::{Item, Location, Place};
use leptos::prelude::*;

use super::levels::{locations, on_hand_everywhere};
use super::quantity_words::{amount, number};
use crate::state::use_desk;
use crate::ui::{SectionHeader, Tone};
use crate::words::{t, t_with};

/// A tile for each place that has some, or had.
#[component]
pub(super) fn ItemLevels(
    /// Which item.
    item: ItemId,
) -> impl IntoView {
    let desk = use_desk();
    let known = Memo::new(move |_| desk.get::<Item>(Entity::Item, item.0).unwrap_or_default());
    let places = Memo::new(move |_| {
        let on_hand = on_hand_everywhere(desk, item);
        let here = |id: LocationId| on_hand.at.iter().find(|(at, _)| *at == id).map(|(_, quantity)| *quantity);
        let found = locations(desk).into_iter().filter_map(|(id, it)| Some((it, here(id)?)));
        (found.collect::<Vec<(Location, Quantity)>>(), on_hand.total())
    });
    let tile = move |(place, quantity): (Location, Quantity)| {
        let (min, max) = known.with(|it| (it.truck_min, it.truck_max));
        let bounds = (place.kind == Place::Truck && max.is_positive())
            .then(|| t_with("stock.min_max", &[("min", &number(min)), ("max", &number(max))]));
        let note = if quantity.is_negative() { Some(t("stock.below_zero").to_owned()) } else { bounds };
        view! {
            <div class="stock-level" data-tone=quantity.is_negative().then(|| Tone::Attention.name()) data-testid="stock-level">
                <span>{place.name}</span>
                <b>{number(quantity)}</b>
                {note.map(|note| view! { <span class="caption">{note}</span> })}
            </div>
        }
    };
    let total = move || known.with(|it| amount(places.read().1, &it.unit));
    view! {
        <SectionHeader title=t("stock.where")><span class="number strong">{total}</span></SectionHeader>
        {move || if places.read().0.is_empty() {
            view! { <p class="quiet">{t("stock.nowhere")}</p> }.into_any()
        } else {
            view! { <div class="stock-levels">{places.get().0.into_iter().map(tile).collect_view()}</div> }.into_any()
        }}
    }
    .into_any()
}
