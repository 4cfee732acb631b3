//! Rows go out here, and nowhere else, and only those that the person may see.

use std::collections::HashSet;

use domain::Key;
use domain::ids::{CompanyId, UserId};
use domain::permission::Actor;
use domain::scope::Scope;
use protocol::sync::{PULL_MAX, PullRequest, PullResponse, Reset};
use uuid::Uuid;

use super::actor;
use super::cursor::{Cursor, CursorKey};
use super::push::PushError;
use super::store::{ScopedRow, ServerStore};
use crate::safeguard::{Safeguard, stands};

/// What a person may see.
#[derive(Clone, Debug)]
pub enum Sight {
    /// The office: all.
    Office,
    /// A technician.
    Field {
        /// Who.
        user: UserId,
        /// The work orders of the crew; `None` when the company lets technicians see all.
        work_orders: Option<HashSet<Uuid>>,
        /// The customers these need.
        customers: HashSet<Uuid>,
    },
}

impl Sight {
    /// Reads what `actor` may see.
    pub async fn of<S: ServerStore>(store: &S, company: CompanyId, actor: &Actor) -> Result<Self, S::Error> {
        if actor.role.is_office() {
            return Ok(Self::Office);
        }
        if actor.sees_all {
            return Ok(Self::Field { user: actor.user, work_orders: None, customers: HashSet::new() });
        }
        let found = store.work_orders_of(company, &actor.crew_members).await?;
        let customers = found.iter().filter_map(|(_, customer)| customer.map(|c| c.0)).collect();
        let work_orders = Some(found.into_iter().map(|(id, _)| id.0).collect());
        Ok(Self::Field { user: actor.user, work_orders, customers })
    }

    /// Whether a row of this scope, made by `author`, is seen.
    pub fn sees(&self, scope: Scope, author: UserId) -> bool {
        let Self::Field { user, work_orders, customers } = self else { return true };
        match scope {
            Scope::Company => true,
            Scope::Office => false,
            Scope::User(owner) => owner == *user,
            Scope::WorkOrder(id) => work_orders.as_ref().is_none_or(|seen| seen.contains(&id.0)),
            // Who entered a customer keeps it until a job needs it.
            Scope::Customer(id) => work_orders.is_none() || customers.contains(&id.0) || author == *user,
        }
    }
}

/// A page of what is new to the phone.
pub async fn pull<S: ServerStore>(
    store: &S,
    key: &CursorKey,
    company: CompanyId,
    user: UserId,
    request: &PullRequest,
    now: i64,
) -> Result<PullResponse, PushError<S::Error>> {
    let epoch = store.epoch().await?;
    let actor = actor::in_store(store, company, user).await?.ok_or(PushError::NotActive)?;
    let scope = actor::scope_version(&actor);
    let head = store.head(company).await?;
    let blank = PullResponse {
        epoch,
        server_time: now,
        reset: None,
        cursor: String::new(),
        through: 0,
        scope: scope.clone(),
        rows: Vec::new(),
        gone: Vec::new(),
        settled: Vec::new(),
        more: false,
    };
    let after = match start(request, key, company, epoch, head, &scope) {
        Ok(after) => after,
        Err(reset) => return Ok(PullResponse { reset: Some(reset), ..blank }),
    };
    if after == head {
        // The idle round: nothing read but the head.
        let cursor = key.write(company, Cursor { epoch, seq: head });
        return Ok(PullResponse { cursor, through: head, ..blank });
    }
    let limit = request.limit.unwrap_or(PULL_MAX).clamp(1, PULL_MAX);
    let found = store.rows_between(company, after, head, limit).await?;
    let more = found.len() >= limit as usize && found.last().is_some_and(|r| r.row.seq < head);
    let through = if more { found.last().map_or(head, |r| r.row.seq) } else { head };
    let settled = store.results_between(company, request.device, after, through).await?;
    let sight = Sight::of(store, company, &actor).await?;
    let (rows, gone) = divide(found, &sight, after == 0);
    let cursor = key.write(company, Cursor { epoch, seq: through });
    Ok(PullResponse { cursor, through, rows, gone, settled, more, ..blank })
}

fn start(
    request: &PullRequest,
    key: &CursorKey,
    company: CompanyId,
    epoch: Uuid,
    head: u64,
    scope: &str,
) -> Result<u64, Reset> {
    let Some(text) = &request.cursor else { return Ok(0) };
    let cursor = key.read(company, text).ok_or(Reset::Cursor)?;
    if cursor.epoch != epoch {
        return Err(Reset::Epoch);
    }
    if cursor.seq > head {
        return Err(Reset::Cursor);
    }
    if request.scope.as_deref() != Some(scope) {
        return Err(Reset::Scope);
    }
    Ok(cursor.seq)
}

/// Rows that are seen, and keys of rows that are not: the phone drops those it has. A phone that starts from the
/// beginning has none, and needs no tombstones either.
fn divide(found: Vec<ScopedRow>, sight: &Sight, first: bool) -> (Vec<domain::Row>, Vec<Key>) {
    let (mut rows, mut gone) = (Vec::new(), Vec::new());
    for ScopedRow { scope, row } in found {
        if stands(Safeguard::ScopeFilter) && !sight.sees(scope, row.created.by) {
            if stands(Safeguard::GoneTold) && !first && matches!(scope, Scope::WorkOrder(_) | Scope::Customer(_)) {
                gone.push(row.key());
            }
        } else if !(first && row.deleted) {
            rows.push(row);
        }
    }
    (rows, gone)
}
