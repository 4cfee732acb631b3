//! How answers to edits are written to and read from the table `mutation_results`.

use domain::ids::{CompanyId, DeviceId, MutationId};
use protocol::sync::Outcome;
use sqlx::AssertSqlSafe;
use sync::server::StoredResult;
use sync::server::store::NewResult;

use crate::db::pieces::places;
use crate::db::{DbError, Record, Value, values};

/// Columns of an answer that is written.
const WRITTEN: usize = 9;

/// The statement that reads what was said about these edits, and its values.
pub(super) fn by_ids(company: CompanyId, ids: &[MutationId]) -> (AssertSqlSafe<String>, Vec<Value>) {
    let sql = format!(
        "SELECT id, request_hash, verdict FROM mutation_results WHERE company_id = $1 AND id IN {}",
        places(2, 1, ids.len())
    );
    let mut values = values![company.0];
    values.extend(ids.iter().map(|id| Value::from(id.0)));
    (AssertSqlSafe(sql), values)
}

/// Reads one of [`by_ids`].
pub(super) fn read(record: &Record) -> Result<(MutationId, StoredResult), DbError> {
    let verdict = serde_json::from_str(&record.text("verdict")?)?;
    Ok((MutationId(record.uuid("id")?), StoredResult { content: record.text("request_hash")?, verdict }))
}

/// The statement that writes answers at `now`, and its values.
pub(super) fn insert(
    company: CompanyId,
    new: &[NewResult],
    now: i64,
) -> Result<(AssertSqlSafe<String>, Vec<Value>), DbError> {
    let mut values = Vec::with_capacity(new.len() * WRITTEN);
    for NewResult { id, device, user, device_seq, result, .. } in new {
        let verdict = serde_json::to_string(&result.verdict)?;
        let seq = result.verdict.seq().unwrap_or_default();
        values.extend(values![company.0, id.0, device.0, user.0, *device_seq, &result.content, seq, verdict, now]);
    }
    let sql = format!(
        "INSERT INTO mutation_results (company_id, id, device_id, user_id, device_seq, request_hash, seq, verdict, at) \
         VALUES {}",
        places(1, new.len(), WRITTEN)
    );
    Ok((AssertSqlSafe(sql), values))
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
