//! Rows go out here, and nowhere else, and only those that the person may see.

use std::collections::BTreeMap;

use domain::digest::Digest;
use domain::ids::{CompanyId, UserId};
use domain::scope::Scope;
use domain::{Entity, Key};
use protocol::sync::{PACK_FORM, PULL_MAX, PullRequest, PullResponse, Reset};
use uuid::Uuid;

use super::cursor::{Cursor, CursorKey};
use super::push::PushError;
use super::rescope;
use super::scoping::Scoping;
use super::sight::Sight;
use super::store::{ScopedRow, ServerStore, VersionedKey};
use crate::pack::Pack;
use crate::safeguard::{Safeguard, stands};

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
    let (head, actor) = store.standing(company, user).await?;
    let actor = actor.ok_or(PushError::NotActive)?;
    let scoping = Scoping::of(&actor);
    let scope = scoping.name();
    if request.scope.as_deref() != Some(&scope) {
        store.remember_scope(company, &scope, &serde_json::to_string(&scoping).unwrap_or_default()).await?;
    }
    let blank = PullResponse { server_time: now, scope: scope.clone(), ..PullResponse::of(epoch) };
    let after = match start(request, key, company, epoch, head) {
        Ok(after) => after,
        Err(reset) => return Ok(PullResponse { reset: Some(reset), ..blank }),
    };
    if request.cursor.is_some() && request.scope.as_deref() != Some(&scope) {
        let was = request.scope.as_deref().unwrap_or_default();
        return Ok(match rescope::difference(store, company, was, &scoping, after).await? {
            Some((rows, gone)) => {
                let cursor = request.cursor.clone().unwrap_or_default();
                PullResponse { cursor, through: after, rows, gone, more: true, ..blank }
            }
            None => PullResponse { reset: Some(Reset::Scope), ..blank },
        });
    }
    if after == head && !request.digest {
        // The idle round: nothing read but the head.
        let cursor = key.write(company, Cursor { epoch, seq: head });
        return Ok(PullResponse { cursor, through: head, ..blank });
    }
    let limit = request.limit.unwrap_or(PULL_MAX).clamp(1, PULL_MAX);
    let found = store.rows_between(company, after, head, limit).await?;
    let more = found.len() >= limit as usize && found.last().is_some_and(|r| r.row.seq < head);
    let through = if more { found.last().map_or(head, |r| r.row.seq) } else { head };
    let settled = store.results_between(company, request.device, after, through).await?;
    let sight = Sight::under(store, company, &scoping).await?;
    let (rows, gone) = divide(found, &sight, after == 0);
    let digest = if request.digest && !more { digest(store, company, &sight, head).await? } else { None };
    let cursor = key.write(company, Cursor { epoch, seq: through });
    Ok(PullResponse { cursor, through, rows, gone, settled, more, digest, ..blank })
}

/// The rows of a page as a text of their own, for a phone that can keep it as it comes. Empty where the page goes as it is.
pub fn packed(request: &PullRequest, page: &mut PullResponse) -> Result<String, serde_json::Error> {
    if request.packs != PACK_FORM || page.rows.is_empty() {
        return Ok(String::new());
    }
    let text = Pack::write(&page.rows)?;
    let Ok(bytes) = u32::try_from(text.len()) else { return Ok(String::new()) };
    page.packed = bytes;
    page.rows.clear();
    Ok(text)
}

/// Where to go on from.
fn start(request: &PullRequest, key: &CursorKey, company: CompanyId, epoch: Uuid, head: u64) -> Result<u64, Reset> {
    let Some(text) = &request.cursor else { return Ok(0) };
    match key.read(company, epoch, text) {
        Some(seq) if seq <= head => Ok(seq),
        _ => Err(Reset::Cursor),
    }
}

/// The digests of all that is seen at `head`; none when somebody wrote meanwhile.
async fn digest<S: ServerStore>(
    store: &S,
    company: CompanyId,
    sight: &Sight,
    head: u64,
) -> Result<Option<BTreeMap<Entity, Digest>>, S::Error> {
    let mut digests = BTreeMap::<Entity, Digest>::new();
    for VersionedKey { scope, author, key, version } in store.versions(company).await? {
        if sight.sees(scope, author) {
            digests.entry(key.entity).or_default().add(key.id, version);
        }
    }
    Ok((store.head(company).await? == head).then_some(digests))
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
