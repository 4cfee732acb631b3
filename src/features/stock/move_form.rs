//! From where to where.

use domain::ids::LocationId;
use leptos::prelude::*;

use super::actions::Entry;
use super::levels::{location_name, locations};
use super::mover::Mover;
use super::truck::Truck;
use crate::state::use_desk;
use crate::ui::{Button, ButtonKind, Choice, Glyph, SelectField};
use crate::words::{t, t_with};

/// Two pickers: at first from the shop to the person's stock, as in the morning.
#[component]
pub(super) fn MoveForm(
    /// Saves the movement.
    mover: Mover,
    /// The person's stock.
    truck: Truck,
) -> impl IntoView {
    let desk = use_desk();
    let own = truck.get_untracked();
    let first = untrack(|| locations(desk)).into_iter().map(|(id, _)| id).find(|id| Some(*id) != own);
    let text = |id: Option<LocationId>| RwSignal::new(id.map(|id| id.to_string()).unwrap_or_default());
    let (from, to) = (text(first), text(own));
    let choices = Signal::derive(move || {
        let places = locations(desk).into_iter().map(|(id, it)| Choice::new(id.to_string(), it.name));
        [Choice::new("", t("stock.pick_place"))].into_iter().chain(places).collect::<Vec<_>>()
    });
    let place = |text: RwSignal<String>| text.with(|id| id.parse().ok().map(LocationId));
    let pair = move || place(from).zip(place(to)).filter(|(from, to)| from != to);
    let swap = move |()| {
        let (a, b) = (from.get_untracked(), to.get_untracked());
        from.set(b);
        to.set(a);
    };
    let save = move |()| {
        let Some((from, to)) = untrack(pair) else { return };
        let said = t_with("stock.said_moved", &[("place", &untrack(|| location_name(desk, to)))]);
        let sign = match truck.get_untracked() {
            Some(own) if own == to => 1,
            Some(own) if own == from => -1,
            _ => 0,
        };
        mover.save(|id, what| Entry::moved(id, what, from, to), said, sign);
    };
    view! {
        <SelectField label=t("stock.from") value=from choices name="move-from"/>
        <SelectField label=t("stock.to") value=to choices name="move-to"/>
        <div class="grid-2">
            <Button label=t("stock.swap") icon=Glyph::Sort on_press=swap/>
            <Button
                label=t("stock.move") icon=Glyph::Move kind=ButtonKind::Primary on_press=save
                disabled=Signal::derive(move || pair().is_none()) attr:data-testid="move-submit"
            />
        </div>
    }
    .into_any()
}
