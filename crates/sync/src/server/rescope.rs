//! What a phone gains and loses when its person is put into another crew: rows however old, without all the others.

use std::collections::HashSet;

use domain::ids::{CompanyId, CustomerId, WorkOrderId};
use domain::scope::Scope;
use domain::{Key, Row};
use uuid::Uuid;

use super::scoping::Scoping;
use super::sight::Sight;
use super::store::{ScopedRow, ServerStore};
use crate::safeguard::{Safeguard, stands};

/// Work orders and customers that may differ; with more, the phone starts from the beginning, page by page.
const DIFFERENCE_MAX: usize = 500;

/// Rows up to `upto` that are seen under `now` and were not under the scope `was`, and keys of those the other way round.
/// Later rows follow with the pull. `None`: the two cannot be compared.
pub(super) async fn difference<S: ServerStore>(
    store: &S,
    company: CompanyId,
    was: &str,
    now: &Scoping,
    upto: u64,
) -> Result<Option<(Vec<Row>, Vec<Key>)>, S::Error> {
    let Some(text) = store.scope_named(company, was).await? else { return Ok(None) };
    let Some(was) = serde_json::from_str::<Scoping>(&text).ok().filter(|was| was.user == now.user) else {
        return Ok(None);
    };
    // What the old scope covers now is what it covered at the cursor: rows whose audience changed since then are later.
    let (was, now) = (Sight::under(store, company, &was).await?, Sight::under(store, company, now).await?);
    let Some(scopes) = differing(&was, &now).filter(|scopes| scopes.len() <= DIFFERENCE_MAX) else { return Ok(None) };
    let (mut gained, mut lost) = (Vec::new(), Vec::new());
    for ScopedRow { scope, row } in store.rows_in(company, &scopes).await? {
        let author = row.created.by;
        match (was.sees(scope, author), now.sees(scope, author)) {
            (false, true) if row.seq <= upto && !row.deleted && stands(Safeguard::GainedSent) => gained.push(row),
            (true, false) if row.seq <= upto && stands(Safeguard::LostTold) => lost.push(row.key()),
            _ => {}
        }
    }
    Ok(Some((gained, lost)))
}

/// Scopes that one of the two sees and the other may not; `None` when one sees whatever there is.
fn differing(was: &Sight, now: &Sight) -> Option<Vec<Scope>> {
    let (was, now) = (named(was)?, named(now)?);
    let orders = was.0.symmetric_difference(now.0).map(|id| Scope::WorkOrder(WorkOrderId(*id)));
    let customers = was.1.symmetric_difference(now.1).map(|id| Scope::Customer(CustomerId(*id)));
    Some(orders.chain(customers).collect())
}

fn named(sight: &Sight) -> Option<(&HashSet<Uuid>, &HashSet<Uuid>)> {
    match sight {
        Sight::Field { work_orders: Some(orders), customers, .. } => Some((orders, customers)),
        _ => None,
    }
}
