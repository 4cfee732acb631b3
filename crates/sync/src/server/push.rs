//! Edits come in here, and nowhere else. One push is one transaction: what it answers is durable.

use domain::ids::{CompanyId, CustomerId, DeviceId, UserId, rejection_id};
use domain::permission::Actor;
use domain::scope::Scope;
use domain::work_order::WorkOrder;
use domain::{Body, Code, Context, Edit, Effects, Entity, Failure, Key, Put, Rejection, Row, Rows, Stamp, apply};
use protocol::sync::{Mutation, Outcome, PushRequest, PushResponse, Verdict};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::store::{NewResult, PushTx, ServerStore, StoredResult};
use super::work::Work;
use crate::safeguard::{Safeguard, stands};

/// Why a push was answered with an error. Nothing of it was done.
#[derive(Debug)]
pub enum PushError<E> {
    /// The phone knows another database.
    EpochChanged(Uuid),
    /// The person is unknown or switched off.
    NotActive,
    /// The database failed.
    Store(E),
}

impl<E> From<E> for PushError<E> {
    fn from(error: E) -> Self {
        Self::Store(error)
    }
}

/// Takes the edits of `request` from `user`, in order. `now` is the server's clock in milliseconds.
pub async fn push<S: ServerStore>(
    store: &S,
    company: CompanyId,
    user: UserId,
    request: &PushRequest,
    now: i64,
) -> Result<PushResponse, PushError<S::Error>> {
    let epoch = store.epoch().await?;
    if stands(Safeguard::EpochOfPush) && request.epoch.is_some_and(|known| known != epoch) {
        return Err(PushError::EpochChanged(epoch));
    }
    let mut work = Work::on(store.begin(company).await?);
    let mut actor = work.actor(company, user).await?.ok_or(PushError::NotActive)?;
    let edits: Vec<(&Mutation, Option<Edit>)> =
        request.mutations.iter().map(|m| (m, serde_json::from_str(m.edit.get()).ok())).collect();
    work.foresee(&edits).await?;
    let mut outcomes = Vec::with_capacity(edits.len());
    for (mutation, edit) in &edits {
        let (outcome, people_changed) = one(&mut work, &actor, request.device, mutation, edit.as_ref(), now).await?;
        if people_changed {
            actor = work.actor(company, user).await?.ok_or(PushError::NotActive)?;
        }
        outcomes.push(outcome);
    }
    work.commit().await?;
    Ok(PushResponse { epoch, server_time: now, outcomes })
}

/// Writes rows that the server itself makes, an invited person for one, as one step of the company's sequence.
pub async fn install<T: PushTx>(tx: &mut T, puts: Vec<Put>, stamp: Stamp) -> Result<u64, T::Error> {
    let seq = tx.next_seq().await?;
    let keys: Vec<Key> = puts.iter().map(|p| p.key).collect();
    let before = tx.rows(&keys).await?;
    let rows: Vec<Row> = puts
        .into_iter()
        .map(|put| {
            let old = before.iter().find(|r| r.key() == put.key);
            put.into_row(old, stamp, seq)
        })
        .collect();
    tx.put(&rows).await?;
    Ok(seq)
}

async fn one<T: PushTx>(
    work: &mut Work<T>,
    actor: &Actor,
    device: DeviceId,
    mutation: &Mutation,
    edit: Option<&Edit>,
    now: i64,
) -> Result<(Outcome, bool), T::Error> {
    let content = content_hash(mutation);
    if stands(Safeguard::Dedupe)
        && let Some(stored) = work.result(mutation.id)
    {
        let verdict = if stored.content == content {
            stored.verdict.clone()
        } else {
            let seq = stored.verdict.seq().unwrap_or(0);
            Verdict::Rejected { seq, rejection: Rejection::new(Code::IdReuse) }
        };
        return Ok((Outcome { id: mutation.id, duplicate: true, verdict }, false));
    }
    for dependency in &mutation.depends_on {
        if stands(Safeguard::DependencyWait) && work.result(*dependency).is_none() {
            let verdict = Verdict::Deferred { missing: None };
            return Ok((Outcome { id: mutation.id, duplicate: false, verdict }, false));
        }
    }
    // A phone whose clock is a year off still says what it saw; the server bounds it by its own clock.
    let at = (mutation.occurred_at.saturating_add(mutation.clock_offset_ms)).min(now + 60_000);
    let mut context = Context { actor: actor.clone(), at, mutation: mutation.id, number: None };
    let mut people_changed = false;
    let verdict = match decide(work, edit, &mut context).await? {
        Ok(effects) => {
            let seq = work.next_seq().await?;
            people_changed =
                effects.puts.iter().any(|p| matches!(p.key.entity, Entity::User | Entity::Crew | Entity::Company));
            let conflicts = effects.conflicts.clone();
            write(work, effects, context.stamp(), seq).await?;
            if conflicts.is_empty() { Verdict::Applied { seq } } else { Verdict::Merged { seq, conflicts } }
        }
        Err(Failure::Rejected(rejection)) => {
            let seq = work.next_seq().await?;
            note_rejection(work, actor, device, mutation, &rejection, (seq, now));
            Verdict::Rejected { seq, rejection }
        }
        Err(Failure::Missing(key) | Failure::Unloaded(key)) => Verdict::Deferred { missing: Some(key) },
    };
    if verdict.seq().is_some() {
        let result = StoredResult { content, verdict: verdict.clone() };
        work.remember(NewResult { id: mutation.id, device, user: actor.user, device_seq: mutation.device_seq, result });
    }
    Ok((Outcome { id: mutation.id, duplicate: false, verdict }, people_changed))
}

/// Runs the domain's rules on the edit, loading what they ask for.
async fn decide<T: PushTx>(
    work: &mut Work<T>,
    edit: Option<&Edit>,
    context: &mut Context,
) -> Result<Result<Effects, Failure>, T::Error> {
    let Some(edit) = edit else { return Ok(Err(Rejection::new(Code::UnknownEdit).into())) };
    loop {
        match apply(edit, context, work) {
            Err(Failure::Unloaded(key)) => work.load(&[key]).await?,
            Err(failure) => return Ok(Err(failure)),
            // The number is drawn only for a work order that passed every check: refused ones leave no gap.
            Ok(_) if context.number.is_none() && matches!(edit, Edit::Create { entity: Entity::WorkOrder, .. }) => {
                context.number = Some(work.next_number().await?);
            }
            Ok(effects) => {
                let written: Vec<Key> = effects.puts.iter().map(|p| p.key).collect();
                work.load(&written).await?;
                return Ok(Ok(effects));
            }
        }
    }
}

async fn write<T: PushTx>(work: &mut Work<T>, effects: Effects, stamp: Stamp, seq: u64) -> Result<(), T::Error> {
    let before = |key: Key| work.get(key).ok().flatten();
    let mut touched = Vec::new();
    for id in &effects.audience_changed {
        touched.push(Scope::WorkOrder(*id));
        let key = Key::new(Entity::WorkOrder, id.0);
        let bodies =
            before(key).map(|r| &r.body).into_iter().chain(effects.puts.iter().find(|p| p.key == key).map(|p| &p.body));
        let customers: Vec<CustomerId> = bodies.filter_map(|b| b.read::<WorkOrder>().ok()?.customer).collect();
        for customer in customers {
            if !touched.contains(&Scope::Customer(customer)) {
                touched.push(Scope::Customer(customer));
            }
        }
    }
    let rows: Vec<Row> = effects
        .puts
        .into_iter()
        .map(|put| {
            let old = before(put.key);
            put.into_row(old, stamp, seq)
        })
        .collect();
    work.put(rows);
    for scope in touched.into_iter().filter(|_| stands(Safeguard::AudienceTouch)) {
        work.touch(scope, seq).await?;
    }
    Ok(())
}

/// A refused edit becomes a row that its author and the office see, with the author's exact input.
fn note_rejection<T: PushTx>(
    work: &mut Work<T>,
    actor: &Actor,
    device: DeviceId,
    mutation: &Mutation,
    rejection: &Rejection,
    (seq, now): (u64, i64),
) {
    let value = json!({
        "user": actor.user,
        "device": device,
        "mutation": mutation.id,
        "occurred_at": mutation.occurred_at,
        "rejection": rejection,
        "edit": mutation.edit,
    });
    let Ok(body) = Body::of(&value) else { return };
    let key = Key::new(Entity::Rejected, rejection_id(mutation.id));
    let stamp = Stamp { by: actor.user, at: now };
    work.put([Put { key, body, deleted: false }.into_row(None, stamp, seq)]);
}

fn content_hash(mutation: &Mutation) -> String {
    let mut hash = Sha256::new();
    hash.update(mutation.schema.to_be_bytes());
    hash.update(mutation.edit.get().as_bytes());
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}
