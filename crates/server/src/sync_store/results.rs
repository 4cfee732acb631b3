//! How answers to edits are written to and read from the table `mutation_results`.

use std::collections::HashMap;

use domain::ids::{CompanyId, DeviceId, MutationId};
use protocol::sync::Outcome;
use sync::server::StoredResult;
use sync::server::store::NewResult;

use crate::db::{DbError, Find, Insert, Record, Tx, Value, values};

/// Where answers are written.
const ANSWERS: Insert<'_> = Insert {
    table: "mutation_results",
    columns: &["company_id", "id", "device_id", "user_id", "device_seq", "request_hash", "seq", "verdict", "at"],
    over: "",
};

/// What was said about edits.
const SAID: Find<'_> = Find { table: "mutation_results", columns: &["id", "request_hash", "verdict"], key: &["id"] };

/// Reads what was said about these edits.
pub(super) async fn by_ids(
    tx: &mut Tx,
    company: CompanyId,
    ids: &[MutationId],
) -> Result<HashMap<MutationId, StoredResult>, DbError> {
    let found = SAID.read(tx, company, ids.iter().map(|id| Value::from(id.0)).collect()).await?;
    found.iter().map(read).collect()
}

fn read(record: &Record) -> Result<(MutationId, StoredResult), DbError> {
    let verdict = serde_json::from_str(&record.text("verdict")?)?;
    Ok((MutationId(record.uuid("id")?), StoredResult { content: record.text("request_hash")?, verdict }))
}

/// Writes answers at `now`.
pub(super) async fn insert(tx: &mut Tx, company: CompanyId, new: &[NewResult], now: i64) -> Result<(), DbError> {
    let mut values = Vec::with_capacity(new.len() * ANSWERS.columns.len());
    for NewResult { id, device, user, device_seq, result, .. } in new {
        let verdict = serde_json::to_string(&result.verdict)?;
        let seq = result.verdict.seq().unwrap_or_default();
        values.extend(values![company.0, id.0, device.0, user.0, *device_seq, &result.content, seq, verdict, now]);
    }
    ANSWERS.write(tx, values).await
}

/// The statement that reads what became of a phone's edits with `after < seq <= upto`, and its values.
pub(super) fn of_device(company: CompanyId, device: DeviceId, after: u64, upto: u64) -> (&'static str, Vec<Value>) {
    let sql = "SELECT id, verdict FROM mutation_results \
        WHERE company_id = $1 AND device_id = $2 AND seq > $3 AND seq <= $4 ORDER BY seq, device_seq";
    (sql, values![company.0, device.0, after, upto])
}

/// Reads one of [`of_device`].
pub(super) fn read_outcome(record: &Record) -> Result<Outcome, DbError> {
    let verdict = serde_json::from_str(&record.text("verdict")?)?;
    Ok(Outcome { id: MutationId(record.uuid("id")?), duplicate: true, verdict })
}
