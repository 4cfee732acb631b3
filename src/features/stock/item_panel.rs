//! One item in the hand: what it is, how much is where, how many, and what to do with them. The same under the camera
//! and on the item's page.

use domain::Entity;
use domain::ids::{ItemId, WorkOrderId};
use domain::quantity::Quantity;
use domain::stock::Item;
use leptos::prelude::*;

use super::levels::{location_name, on_hand, on_hand_everywhere};
use super::mover::{Asking, Moved};
use super::panel_actions::PanelActions;
use super::panel_questions::PanelQuestions;
use super::quantity_words::{amount, number};
use super::truck::use_truck;
use super::truck_field::TruckField;
use crate::state::{Desk, use_desk};
use crate::ui::{Stepper, Tone};
use crate::words::{t, t_with};

/// The panel. `on_moved` is told what was done, seen from the person's stock: plus came in, minus went out.
#[component]
pub fn ItemPanel(
    /// Which item.
    item: ItemId,
    /// How many units the scanned pack holds: where the quantity begins.
    pack: Quantity,
    /// The job that parts are for, when one is known.
    #[prop(into)]
    job: Signal<Option<WorkOrderId>>,
    /// Called after each saved movement, and after each one that was taken back.
    #[prop(optional, into)]
    on_moved: Option<Callback<Moved>>,
) -> impl IntoView {
    let (desk, truck) = (use_desk(), use_truck());
    let known = Memo::new(move |_| desk.get::<Item>(Entity::Item, item.0).unwrap_or_default());
    let quantity = RwSignal::new(pack.0);
    let asking = RwSignal::new(Asking::Nothing);
    let about = move || {
        known.with(|it| {
            let pack = (pack != Quantity::whole(1)).then(|| t_with("stock.pack_of", &[("n", &amount(pack, &it.unit))]));
            let parts = [Some(it.category.clone()), Some(it.brand.clone()), pack].into_iter().flatten();
            parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        })
    };
    let here = Memo::new(move |_| truck.get().map(|place| (location_name(desk, place), on_hand(desk, item, place))));
    let elsewhere = Memo::new(move |_| elsewhere(desk, item, truck.get()));
    view! {
        <div class="stack" data-testid="item-panel">
            <div class="scan-item">
                <div class="grow">
                    <h2 data-testid="item-name">{move || known.with(|it| it.name.clone())}</h2>
                    <p class="quiet">{about}</p>
                </div>
                {move || here.get().map(|(name, quantity)| view! {
                    <div class="scan-stock" data-tone=quantity.is_negative().then(|| Tone::Attention.name())>
                        <b data-testid="truck-stock">{number(quantity)}</b>
                        <span>{t_with("stock.on", &[("place", &name)])}</span>
                    </div>
                })}
            </div>
            <p class="quiet small">{elsewhere}</p>
            <TruckField truck/>
            <Stepper
                label=t("field.quantity")
                less_label=t("stock.less")
                more_label=t("stock.more")
                value=quantity
                decimals=3
                least=1
                most=Quantity::MAX.0
                unit=Signal::derive(move || known.with(|it| it.unit.clone()))
                attr:data-testid="qty"
            />
            {move || match asking.get() {
                Asking::Nothing => view! { <PanelActions item known quantity truck job asking on_moved/> }.into_any(),
                what => view! { <PanelQuestions what item known quantity truck asking on_moved/> }.into_any(),
            }}
        </div>
    }
    .into_any()
}

/// "Shop: 120, Truck 2: 6": the other places that have some, most first.
fn elsewhere(desk: Desk, item: ItemId, here: Option<domain::ids::LocationId>) -> String {
    let mut at = on_hand_everywhere(desk, item).at;
    at.retain(|(id, quantity)| Some(*id) != here && *quantity != Quantity::ZERO);
    at.sort_by_key(|(_, quantity)| std::cmp::Reverse(*quantity));
    let parts = at.iter().take(4).map(|(id, quantity)| format!("{}: {}", location_name(desk, *id), number(*quantity)));
    let places = parts.collect::<Vec<_>>().join(", ");
    if places.is_empty() {
        t("stock.nowhere_else").to_owned()
    } else {
        t_with("stock.elsewhere", &[("places", &places)])
    }
}
