//! Edits come in here, and nowhere else. Pushes of a company that wait at the same time are one transaction: what it
//! answers is durable, and the disk is waited for once.

use domain::ids::{CompanyId, CustomerId, DeviceId, UserId, rejection_id};
use domain::permission::Actor;
use domain::scope::Scope;
use domain::work_order::WorkOrder;
use domain::{Body, Code, Context, Edit, Effects, Entity, Failure, Key, Put, Rejection, Row, Rows, Stamp, apply};
use protocol::sync::{Mutation, Outcome, PushRequest, PushResponse, Verdict};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::store::{NewResult, PushTx, ServerStore, StoredResult};
use super::work::Work;
use crate::safeguard::{Safeguard, stands};

/// Why a push was answered with an error.
#[derive(Debug)]
pub enum PushError<E> {
    /// The phone knows another database. Nothing was done.
    EpochChanged(Uuid),
    /// The person is unknown or switched off. Edits before the one that switched them off are done.
    NotActive,
    /// The database failed. Nothing was done.
    Store(E),
}

/// A push, and whose it is.
#[derive(Clone, Copy, Debug)]
pub struct HandedIn<'a> {
    /// The author of the edits.
    pub user: UserId,
    /// The edits.
    pub request: &'a PushRequest,
}

/// What became of a push.
pub type Pushed<E> = Result<PushResponse, PushError<E>>;

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
) -> Pushed<S::Error> {
    let mut pushed = push_together(store, company, &[HandedIn { user, request }], now).await?;
    pushed.pop().unwrap_or(Err(PushError::NotActive))
}

/// Takes pushes of several people, one after the other, in one transaction: an answer for each, in their order. The error
/// is the database's; then nothing of any was done.
pub async fn push_together<S: ServerStore>(
    store: &S,
    company: CompanyId,
    handed_in: &[HandedIn<'_>],
    now: i64,
) -> Result<Vec<Pushed<S::Error>>, S::Error> {
    let epoch = store.epoch().await?;
    let is_known = |request: &PushRequest| !stands(Safeguard::EpochOfPush) || request.epoch.is_none_or(|e| e == epoch);
    let of_request = |handed: &HandedIn<'_>| -> Vec<Option<Edit>> {
        let mutations = handed.request.mutations.iter().filter(|_| is_known(handed.request));
        mutations.map(|m| serde_json::from_str(m.edit.get()).ok()).collect()
    };
    let edits: Vec<Vec<Option<Edit>>> = handed_in.iter().map(of_request).collect();
    let mut work = Work::on(store.begin(company).await?, company);
    let pairs = || handed_in.iter().zip(&edits).flat_map(|(handed, edits)| handed.request.mutations.iter().zip(edits));
    work.foresee(handed_in.iter().map(|handed| handed.user), pairs).await?;
    let mut pushed = Vec::with_capacity(handed_in.len());
    for (handed, edits) in handed_in.iter().zip(&edits) {
        pushed.push(match is_known(handed.request) {
            true => one_push(&mut work, *handed, edits, now).await?.map(|outcomes| PushResponse {
                epoch,
                server_time: now,
                outcomes,
            }),
            false => Err(PushError::EpochChanged(epoch)),
        });
    }
    work.commit().await?;
    Ok(pushed)
}

/// Takes a push in a transaction on `company` that the caller goes on with: commits it, or drops it and nothing was done.
/// A refused edit is not lost, it becomes a row; who wants all or nothing looks at the outcomes.
pub async fn within<T: PushTx>(
    tx: T,
    company: CompanyId,
    handed: HandedIn<'_>,
    now: i64,
) -> Result<(Vec<Outcome>, T), PushError<T::Error>> {
    let mutations = &handed.request.mutations;
    let edits: Vec<Option<Edit>> = mutations.iter().map(|m| serde_json::from_str(m.edit.get()).ok()).collect();
    let mut work = Work::on(tx, company);
    work.foresee([handed.user].into_iter(), || mutations.iter().zip(&edits)).await?;
    let outcomes = one_push(&mut work, handed, &edits, now).await??;
    Ok((outcomes, work.written().await?))
}

/// The edits of one push. The outer error is the database's.
async fn one_push<T: PushTx>(
    work: &mut Work<T>,
    HandedIn { user, request }: HandedIn<'_>,
    edits: &[Option<Edit>],
    now: i64,
) -> Result<Result<Vec<Outcome>, PushError<T::Error>>, T::Error> {
    let Some(mut actor) = work.actor(user).await? else { return Ok(Err(PushError::NotActive)) };
    let mut outcomes = Vec::with_capacity(edits.len());
    for (mutation, edit) in request.mutations.iter().zip(edits) {
        let (outcome, people_changed) = one(work, &actor, request.device, mutation, edit.as_ref(), now).await?;
        outcomes.push(outcome);
        if people_changed {
            work.people_changed();
            match work.actor(user).await? {
                Some(changed) => actor = changed,
                None => return Ok(Err(PushError::NotActive)),
            }
        }
    }
    Ok(Ok(outcomes))
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
            write(work, effects, context.stamp(), seq);
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
        work.remember(NewResult {
            id: mutation.id,
            device,
            user: actor.user,
            device_seq: mutation.device_seq,
            kind: edit.map_or("", Edit::kind),
            subject: edit.map(Edit::subject),
            result,
        });
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

fn write<T: PushTx>(work: &mut Work<T>, effects: Effects, stamp: Stamp, seq: u64) {
    let before = |key: Key| work.get(key).ok().flatten();
    let mut touched = Vec::new();
    for id in &effects.audience_changed {
        let key = Key::new(Entity::WorkOrder, id.0);
        // Nothing is about a work order that is made only now.
        if work.may_be_there(key) {
            touched.push(Scope::WorkOrder(*id));
        }
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
        work.touch(scope, seq);
    }
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
    // JSON allows numbers that no program here can hold. The input stands there then as the text that it was.
    let edit: Value =
        serde_json::from_str(mutation.edit.get()).unwrap_or_else(|_| Value::String(mutation.edit.get().to_owned()));
    let value = json!({
        "user": actor.user,
        "device": device,
        "mutation": mutation.id,
        "occurred_at": mutation.occurred_at,
        "rejection": rejection,
        "edit": edit,
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
