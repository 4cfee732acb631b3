//! Parts built in on this job: the ledger's entries that name it, summed by item.

use std::collections::BTreeMap;

use domain::ids::ItemId;
use domain::permission::Act;
use domain::quantity::Quantity;
use domain::stock::{Item, Movement};
use domain::{Entity, Key};
use leptos::prelude::*;

use super::open_order::{OpenOrder, use_open_order};
use crate::features::stock::amount;
use crate::features::sync_mark::mark;
use crate::state::permission::may;
use crate::ui::{Glyph, LinkButton, ListRow, SectionHeader};
use crate::words::t;

/// One item on this job.
#[derive(Clone, PartialEq)]
struct Used {
    item: ItemId,
    name: String,
    amount: String,
    pending: bool,
}

/// The section; nothing on a closed job without parts.
#[component]
pub(super) fn Parts() -> impl IntoView {
    let order = use_open_order();
    let used = Memo::new(move |_| used_on(order));
    let may_use = Memo::new(move |_| may(order.desk, Act::MoveStock) && order.with(|order| order.status.is_open()));
    let any = Memo::new(move |_| may_use.get() || !used.with(Vec::is_empty));
    let section = move || {
        view! {
            <section class="wo-section" id="parts">
                <SectionHeader title=t("work_order.parts")/>
                {move || (!used.with(Vec::is_empty)).then(|| view! {
                    <div class="list">{used.get().into_iter().map(row).collect_view()}</div>
                })}
                {move || may_use.get().then(|| view! {
                    <LinkButton
                        label=t("work_order.use_part")
                        href=format!("/scan?job={}", order.id)
                        icon=Glyph::Scan
                        attr:data-testid="use-part"
                    />
                })}
            </section>
        }
    };
    move || any.get().then(section)
}

fn row(used: Used) -> AnyView {
    let amount = view! { <span class="part-count">{used.amount}</span> }.into_any();
    view! {
        <ListRow title=used.name href=format!("/items/{}", used.item) trailing=amount attr:data-testid="part-row">
            {used.pending.then(mark)}
        </ListRow>
    }
    .into_any()
}

/// Items with what was used less what came back; those that came back whole are left out.
fn used_on(order: OpenOrder) -> Vec<Used> {
    let mut sums = BTreeMap::<ItemId, (Quantity, bool)>::new();
    for row in order.desk.children(order.id.0, Entity::Movement) {
        let Some(movement) = row.read::<Movement>() else { continue };
        let sum = sums.entry(movement.item).or_default();
        for (_, delta) in movement.deltas() {
            sum.0 = sum.0 + -delta;
        }
        sum.1 |= order.desk.is_pending(row.key());
    }
    let line = |(item, (sum, pending)): (ItemId, (Quantity, bool))| {
        let known =
            order.desk.row(Key::new(Entity::Item, item.0)).and_then(|row| row.read::<Item>()).unwrap_or_default();
        let name = if known.name.is_empty() { t("work_order.item_gone").to_owned() } else { known.name };
        Used { item, name, amount: amount(sum, &known.unit), pending }
    };
    let mut used: Vec<Used> = sums.into_iter().filter(|(_, (sum, _))| *sum != Quantity::ZERO).map(line).collect();
    used.sort_by(|a, b| a.name.cmp(&b.name));
    used
}
