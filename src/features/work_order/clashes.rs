//! Fields of this work order that two people changed: both values stay until somebody chooses.

use domain::Entity;
use leptos::prelude::*;

use super::open_order::use_open_order;
use crate::features::conflicts::ConflictCard;

/// One box for each conflict; a box that is settled draws nothing.
#[component]
pub(super) fn Clashes() -> impl IntoView {
    let order = use_open_order();
    let ids = Memo::new(move |_| {
        let mut rows = order.desk.children(order.id.0, Entity::Conflict);
        rows.sort_by_key(|row| (row.created.at, row.id));
        rows.iter().map(|row| row.id).collect::<Vec<_>>()
    });
    view! {
        <For each=move || ids.get() key=|id| *id let:id>
            <ConflictCard id/>
        </For>
    }
    .into_any()
}
