//! Asks somebody without a truck where their stock is.

use domain::ids::LocationId;
use leptos::prelude::*;

use super::levels::locations;
use super::truck::Truck;
use crate::state::use_desk;
use crate::ui::{Choice, SelectField};
use crate::words::t;

/// The picker; nothing for somebody with a truck.
#[component]
pub(super) fn TruckField(
    /// The place.
    truck: Truck,
) -> impl IntoView {
    let desk = use_desk();
    let asked = Memo::new(move |_| !truck.is_own());
    let value = RwSignal::new(truck.get_untracked().map(|id| id.to_string()).unwrap_or_default());
    let choices = Signal::derive(move || {
        let places = locations(desk).into_iter().map(|(id, it)| Choice::new(id.to_string(), it.name));
        [Choice::new("", t("stock.pick_place"))].into_iter().chain(places).collect::<Vec<_>>()
    });
    let pick = move |id: String| {
        if let Ok(id) = id.parse() {
            truck.pick(LocationId(id));
        }
    };
    move || {
        asked.get().then(|| {
            view! {
                <SelectField label=t("stock.my_place") value choices on_change=pick name="my-place"/>
            }
        })
    }
}
