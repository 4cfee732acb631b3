//! What happened to an item last.

use std::sync::Arc;

use domain::ids::ItemId;
use domain::people::User;
use domain::stock::{Item, Movement};
use domain::{Entity, Row};
use leptos::prelude::*;

use super::movement_words::{way, what};
use super::quantity_words::amount;
use crate::features::sync_mark::SyncMark;
use crate::state::{Desk, PortsHandle, use_desk};
use crate::ui::{ListRow, SectionHeader};
use crate::words::t;

/// How many are shown.
const LAST: usize = 20;

/// The section; nothing when nothing happened.
#[component]
pub(super) fn ItemMovements(
    /// Which item.
    item: ItemId,
) -> impl IntoView {
    let desk = use_desk();
    let last = Memo::new(move |_| last_of(desk, item));
    move || {
        (!last.read().is_empty()).then(|| {
            view! {
                <SectionHeader title=t("stock.movements")/>
                <div class="list">{last.get().into_iter().filter_map(|row| line(desk, &row)).collect_view()}</div>
            }
        })
    }
}

fn last_of(desk: Desk, item: ItemId) -> Vec<Arc<Row>> {
    // Looking for the text first spares reading a year of movements.
    let id = item.to_string();
    let mut rows = desk.all(Entity::Movement);
    rows.retain(|row| row.body.text().contains(&id) && row.read::<Movement>().is_some_and(|it| it.item == item));
    rows.sort_by_key(|row| std::cmp::Reverse((row.created.at, row.id)));
    rows.truncate(LAST);
    rows
}

fn line(desk: Desk, row: &Row) -> Option<AnyView> {
    let movement: Movement = row.read()?;
    let (ports, key) = (expect_context::<PortsHandle>(), row.key());
    let when = ports.0.with_value(|ports| ports.phone.date_time(row.created.at));
    let who = desk.get::<User>(Entity::User, row.created.by.0).map(|user| user.name).unwrap_or_default();
    let unit = desk.get::<Item>(Entity::Item, movement.item.0).map(|it| it.unit).unwrap_or_default();
    let count = view! { <span class="number">{amount(movement.quantity, &unit)}</span> }.into_any();
    let mut title = what(&movement);
    if !movement.reason.is_empty() {
        title = format!("{title}: {}", movement.reason);
    }
    Some(
        view! {
            <ListRow title text=way(desk, &movement) trailing=count attr:data-testid="movement">
                <span class="row-text">{format!("{who} · {when}")}</span>
                <SyncMark of=key/>
            </ListRow>
        }
        .into_any(),
    )
}
