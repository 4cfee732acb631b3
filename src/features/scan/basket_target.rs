//! The fields that say where the basket goes. Only those that its purpose asks for.

use domain::ids::{LocationId, WorkOrderId};
use leptos::prelude::*;

use super::purpose::Purpose;
use super::target::Target;
use crate::features::my_jobs;
use crate::features::stock::locations;
use crate::state::{use_desk, use_order_lines};
use crate::ui::{Choice, SelectField};
use crate::words::t;

/// The fields.
#[component]
pub(super) fn BasketTarget(
    /// Where it goes.
    target: Target,
) -> impl IntoView {
    let purpose = Memo::new(move |_| target.purpose());
    let from = move |label: &'static str| {
        let pick = Callback::new(move |place| target.set_from(place));
        view! { <PlaceField label place=Signal::derive(move || target.from()) pick name="basket-from"/> }.into_any()
    };
    let to = move |label: &'static str| {
        let pick = Callback::new(move |place| target.set_to(place));
        view! { <PlaceField label place=Signal::derive(move || target.to()) pick name="basket-to"/> }.into_any()
    };
    move || match purpose.get() {
        Purpose::Find => ().into_any(),
        Purpose::Use => view! { <JobField target/> {from(t("stock.from"))} }.into_any(),
        Purpose::Receive => to(t("stock.to")),
        Purpose::Move => view! { {from(t("stock.from"))} {to(t("stock.to"))} }.into_any(),
        Purpose::Count => to(t("scan.counted_at")),
    }
}

#[component]
fn PlaceField(
    label: &'static str,
    place: Signal<Option<LocationId>>,
    pick: Callback<Option<LocationId>>,
    name: &'static str,
) -> impl IntoView {
    let desk = use_desk();
    let choices = Signal::derive(move || {
        let places = locations(desk).into_iter().map(|(id, it)| Choice::new(id.to_string(), it.name));
        [Choice::new("", t("stock.pick_place"))].into_iter().chain(places).collect::<Vec<_>>()
    });
    let value = following(move || place.get().map(|id| id.to_string()));
    let picked = move |id: String| pick.run(id.parse().ok().map(LocationId));
    view! { <SelectField label value choices on_change=picked name/> }.into_any()
}

#[component]
fn JobField(target: Target) -> impl IntoView {
    let (desk, orders) = (use_desk(), use_order_lines());
    let choices = Signal::derive(move || {
        orders.with(|lines| my_jobs::choices(&lines.0, &my_jobs::at_hand(&lines.0, desk.me()), target.job()))
    });
    let value = following(move || target.job().map(|id| id.to_string()));
    let picked = move |id: String| target.set_job(id.parse().ok().map(WorkOrderId));
    view! { <SelectField label=t("scan.job") value choices on_change=picked name="basket-job"/> }.into_any()
}

/// A field's value that follows what is known: a label that is scanned chooses too.
fn following(known: impl Fn() -> Option<String> + 'static) -> RwSignal<String> {
    let value = RwSignal::new(untrack(&known).unwrap_or_default());
    Effect::new(move |_| value.set(known().unwrap_or_default()));
    value
}
