//! Edits of other programs. They go through the same door as those of phones, as the admin whose token it is, all of a
//! request or nothing of it. Nothing that is refused is kept: the program hears why, there is no screen to look at.

use domain::ids::{DeviceId, MutationId, UserId, WorkOrderId};
use domain::status::{Status, WaitingOn};
use domain::work_order::WorkOrder;
use domain::{Code, Edit, Entity, Key, Rejection, Row};
use protocol::SCHEMA;
use protocol::error::ErrorCode;
use protocol::sync::{Mutation, Outcome, PushRequest, Verdict};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use sync::server::{HandedIn, PushTx, ServerStore, within};
use uuid::Uuid;

use crate::app::App;
use crate::auth::Owner;
use crate::auth::keys::hex;
use crate::clock;
use crate::db::{DbError, api_requests, lists};
use crate::error::AppError;
use crate::sync_store::SqlTx;

/// Fields by name.
pub type Fields = Map<String, Value>;

/// A request that writes.
pub struct Asked {
    /// The kind of row.
    pub entity: Entity,
    /// The program's own name for the request.
    pub key: Option<Uuid>,
    /// What is wanted.
    pub fields: Fields,
}

impl Asked {
    fn hash(&self, id: Option<Uuid>) -> Result<String, AppError> {
        let text = serde_json::to_string(&(self.entity, id, &self.fields)).map_err(DbError::from)?;
        Ok(hex(&Sha256::digest(text)))
    }
}

/// Makes a row; its text.
pub async fn make(app: &App, owner: &Owner, mut asked: Asked) -> Result<String, AppError> {
    let hash = asked.hash(None)?;
    let given = asked.fields.remove("id").and_then(|id| id.as_str()?.parse::<Uuid>().ok());
    let derived = asked.key.map(|key| Uuid::new_v5(&key, b"row"));
    let id = given.or(derived).unwrap_or_else(Uuid::now_v7);
    let entity = asked.entity;
    asked.fields.retain(|_, value| !value.is_null());
    let mut tx = app.store.begin(owner.company).await?;
    if was_done(&mut tx, owner, asked.key, &hash).await? {
        // It may wait for the disk still.
        tx.commit().await?;
    } else {
        let edit = Edit::Create { entity, id, fields: asked.fields };
        finish(app, owner, tx, (asked.key, &hash), &[edit]).await?;
    }
    lists::one(&app.db, owner.company, entity, id).await?.ok_or_else(AppError::not_found)
}

/// Changes a row; its text.
pub async fn change(app: &App, owner: &Owner, id: Uuid, asked: Asked) -> Result<String, AppError> {
    let (entity, hash) = (asked.entity, asked.hash(Some(id))?);
    let mut tx = app.store.begin(owner.company).await?;
    if was_done(&mut tx, owner, asked.key, &hash).await? {
        tx.commit().await?;
    } else {
        let found = tx.rows(&[Key::new(entity, id)]).await?;
        let row = found.first().filter(|row| !row.deleted).ok_or_else(AppError::not_found)?;
        let edits = edits(row, asked.fields)?;
        finish(app, owner, tx, (asked.key, &hash), &edits).await?;
    }
    lists::one(&app.db, owner.company, entity, id).await?.ok_or_else(AppError::not_found)
}

/// Whether this request was done before. Refused: its key with something else.
async fn was_done(tx: &mut SqlTx, owner: &Owner, key: Option<Uuid>, hash: &str) -> Result<bool, AppError> {
    let Some(key) = key else { return Ok(false) };
    match api_requests::find(tx.database(), owner.company, key).await? {
        Some(known) if known == hash => Ok(true),
        Some(_) => Err(AppError::new(ErrorCode::Conflict, "this idempotency key came with another request before")),
        None => Ok(false),
    }
}

async fn finish(
    app: &App,
    owner: &Owner,
    tx: SqlTx,
    (key, hash): (Option<Uuid>, &str),
    edits: &[Edit],
) -> Result<(), AppError> {
    let now = clock::now();
    let base = key.unwrap_or_else(Uuid::now_v7);
    let mutations = edits.iter().enumerate().map(|(nth, edit)| mutation(numbered(base, nth), edit, now));
    let mutations = mutations.collect::<Result<Vec<_>, _>>()?;
    let request = PushRequest { schema: SCHEMA, device: device(owner), epoch: None, mutations };
    let handed = HandedIn { user: owner.user, request: &request };
    let (outcomes, mut tx) = within(tx, owner.company, handed, now).await?;
    if let Some(rejection) = outcomes.iter().find_map(refusal) {
        return Err(AppError::refused(rejection));
    }
    if let Some(key) = key {
        api_requests::insert(tx.database(), owner.company, key, hash, now).await?;
    }
    tx.commit().await?;
    if let Some(seq) = outcomes.iter().filter_map(|outcome| outcome.verdict.seq()).max() {
        app.hints.tell(owner.company, seq);
    }
    Ok(())
}

fn numbered(base: Uuid, nth: usize) -> Uuid {
    if nth == 0 { base } else { Uuid::new_v5(&base, nth.to_string().as_bytes()) }
}

/// The phone that this owner's edits come from, as far as the log of edits goes.
pub fn device(owner: &Owner) -> DeviceId {
    DeviceId(owner.token.unwrap_or_else(|| Uuid::new_v5(&owner.user.0, b"owner")))
}

/// An edit under this identifier.
pub fn mutation(id: Uuid, edit: &Edit, now: i64) -> Result<Mutation, AppError> {
    Ok(Mutation {
        id: MutationId(id),
        device_seq: 0,
        schema: SCHEMA,
        depends_on: Vec::new(),
        occurred_at: now,
        clock_offset_ms: 0,
        edit: serde_json::value::to_raw_value(edit).map_err(DbError::from)?,
    })
}

/// Why an edit was not done. One that waits for a row which is not there names its kind.
pub fn refusal(outcome: &Outcome) -> Option<Rejection> {
    match &outcome.verdict {
        Verdict::Applied { .. } | Verdict::Merged { .. } => None,
        Verdict::Rejected { rejection, .. } => Some(rejection.clone()),
        Verdict::Deferred { missing } => {
            Some(Rejection { code: Code::NotFound, field: missing.map(|key| key.entity.name().to_owned()) })
        }
    }
}

/// The edits by which `row` gets these fields. People and status of a work order have edits of their own.
pub fn edits(row: &Row, mut wanted: Fields) -> Result<Vec<Edit>, AppError> {
    let now = row.body.fields().map_err(DbError::from)?;
    let own = match row.entity {
        Entity::WorkOrder => own_edits(row, &mut wanted)?,
        _ => Vec::new(),
    };
    let changed = |(name, new): (String, Value)| {
        let old = now.get(&name).cloned().unwrap_or(Value::Null);
        let same = old == new || (is_nothing(&old) && is_nothing(&new));
        (!same).then_some((name, domain::edit::Change { old, new }))
    };
    // Nothing else can be empty.
    wanted.retain(|name, value| !value.is_null() || ["site", "window"].contains(&name.as_str()));
    let patch: domain::edit::Patch = wanted.into_iter().filter_map(changed).collect();
    let mut edits = Vec::new();
    if !patch.is_empty() {
        edits.push(Edit::SetFields { entity: row.entity, id: row.id, patch });
    }
    edits.extend(own);
    Ok(edits)
}

/// A field that is not there has its empty value.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Number(number) => number.as_i64() == Some(0),
        _ => false,
    }
}

fn own_edits(row: &Row, wanted: &mut Fields) -> Result<Vec<Edit>, AppError> {
    let work_order = WorkOrderId(row.id);
    let now: WorkOrder = row.body.read().map_err(DbError::from)?;
    let mut edits = Vec::new();
    if let Some(people) = taken::<Vec<UserId>>(wanted, "assignees")? {
        let add: Vec<UserId> = people.iter().filter(|user| !now.assignees.contains(user)).copied().collect();
        let remove: Vec<UserId> = now.assignees.iter().filter(|user| !people.contains(user)).copied().collect();
        if !add.is_empty() || !remove.is_empty() {
            edits.push(Edit::Assign { work_order, add, remove });
        }
    }
    let status = taken::<Status>(wanted, "status")?;
    let reason = taken::<String>(wanted, "reason")?.filter(|reason| !reason.is_empty());
    let waiting_on = taken::<WaitingOn>(wanted, "waiting_on")?;
    match status {
        Some(to) if to != now.status => {
            let reason = reason.unwrap_or_default();
            edits.push(Edit::Transition { work_order, from: now.status, to, waiting_on, reason });
        }
        None if reason.is_some() || waiting_on.is_some() => {
            return Err(AppError::refused(Rejection::on(Code::Required, "status")));
        }
        _ => {}
    }
    Ok(edits)
}

/// The value of a field that is there and not null.
fn taken<T: serde::de::DeserializeOwned>(fields: &mut Fields, name: &str) -> Result<Option<T>, AppError> {
    let Some(value) = fields.remove(name).filter(|value| !value.is_null()) else { return Ok(None) };
    serde_json::from_value(value).map(Some).map_err(|_| AppError::refused(Rejection::on(Code::Invalid, name)))
}
