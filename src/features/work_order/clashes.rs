//! Fields of this work order that two people changed: both values stay until somebody chooses.

use domain::conflict::{Conflict, Resolution};
use domain::Entity;
use leptos::prelude::*;
use uuid::Uuid;

use super::clash::Clash;
use super::open_order::use_open_order;

/// One box for each open conflict; nothing where there is none.
#[component]
pub(super) fn Clashes() -> impl IntoView {
    let order = use_open_order();
    let open = Memo::new(move |_| {
        let mut open: Vec<(Uuid, Conflict)> = order
            .desk
            .children(order.id.0, Entity::Conflict)
            .iter()
            .filter_map(|row| Some((row.id, row.read::<Conflict>()?)))
            .filter(|(_, conflict)| conflict.resolution == Resolution::Open)
            .collect();
        open.sort_by_key(|(id, conflict)| (conflict.other_by.at, *id));
        open
    });
    view! {
        <For each=move || open.get() key=|(id, _)| *id let:((id, conflict))>
            <Clash id conflict/>
        </For>
    }
    .into_any()
}
