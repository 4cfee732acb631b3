//! Reading the log: line by line, as a chain that is checked, and once, when it became one.

use std::fmt;

use domain::ids::CompanyId;

use super::{Line, append, append_only};
use crate::db::{Db, DbError, Record, Tx, values};

/// Lines that are read at a time.
const PAGE: u64 = 1000;

/// What [`verify`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// How many lines are whole, from the first on.
    pub lines: u64,
    /// The first that is not, if there is one.
    pub fault: Option<Fault>,
}

/// How a log is not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line with this number is another one: changed, or put in between.
    Changed(u64),
    /// The line with this number is gone.
    Removed(u64),
    /// The line with this number was never written by the server.
    Inserted(u64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(n) => write!(f, "line {n} is not the one that was written: it was changed or put in between"),
            Self::Removed(n) => write!(f, "line {n} was removed"),
            Self::Inserted(n) => write!(f, "line {n} was inserted: the log ended before it"),
        }
    }
}

/// Walks the log of a company as it stands at one moment, and computes every hash anew.
pub async fn verify(db: &Db, company: CompanyId) -> Result<Checked, DbError> {
    let mut tx = db.snapshot().await?;
    let head = "SELECT audit_n, audit_hash FROM company_counter WHERE company_id = $1";
    let head = tx.one(head, values![company.0]).await?.ok_or(DbError::Corrupt("company_id"))?;
    let (last, head) = (head.count("audit_n")?, head.text("audit_hash")?);
    let mut checked = Checked { lines: 0, fault: None };
    let mut hash = String::new();
    loop {
        let page = page(&mut tx, company, checked.lines, 0).await?;
        for line in &page {
            let next = checked.lines + 1;
            checked.fault = if line.n > last && checked.lines == last {
                Some(Fault::Inserted(line.n))
            } else if line.n != next {
                Some(Fault::Removed(next))
            } else if line.hash != line.hash_after(company, &hash) {
                Some(Fault::Changed(next))
            } else {
                None
            };
            if checked.fault.is_some() {
                return Ok(checked);
            }
            checked.lines = next;
            hash.clone_from(&line.hash);
        }
        if page.is_empty() {
            break;
        }
    }
    if checked.lines < last {
        checked.fault = Some(Fault::Removed(checked.lines + 1));
    } else if hash != head {
        checked.fault = Some(Fault::Changed(last));
    }
    Ok(checked)
}

/// The next lines of a company after the line `after`, not older than `since`: some, or none when there are no more.
pub async fn lines(db: &Db, company: CompanyId, after: u64, since: i64) -> Result<Vec<Line>, DbError> {
    page(&mut db.snapshot().await?, company, after, since).await
}

async fn page(tx: &mut Tx, company: CompanyId, after: u64, since: i64) -> Result<Vec<Line>, DbError> {
    let sql = "SELECT n, id, at, user_id, address, event, detail, hash FROM audit \
         WHERE company_id = $1 AND n > $2 AND at >= $3 ORDER BY n LIMIT $4";
    tx.all(sql, values![company.0, after, since, PAGE]).await?.iter().map(read).collect()
}

fn read(row: &Record) -> Result<Line, DbError> {
    Ok(Line {
        n: row.count("n")?,
        id: row.text("id")?,
        at: row.int("at")?,
        user: row.maybe_text("user_id")?,
        address: row.text("address")?,
        event: row.text("event")?,
        detail: row.text("detail")?,
        hash: row.text("hash")?,
    })
}

/// Puts the lines of `audit_before`, from when there was no chain, into it, in the order in which they were written; then
/// nobody may change any.
pub(in crate::db) async fn chain_older(tx: &mut Tx) -> Result<(), DbError> {
    for company in tx.all("SELECT DISTINCT company_id FROM audit_before", vec![]).await? {
        let company = CompanyId(company.uuid("company_id")?);
        let (mut n, mut hash, mut after) = (0, String::new(), (i64::MIN, String::new()));
        loop {
            let sql = "SELECT id, at, user_id, address, event, detail FROM audit_before \
                 WHERE company_id = $1 AND (at > $2 OR (at = $2 AND id > $3)) ORDER BY at, id LIMIT $4";
            let older = tx.all(sql, values![company.0, after.0, &after.1, PAGE]).await?;
            let Some(last) = older.last() else { break };
            after = (last.int("at")?, last.text("id")?);
            let mut lines = Vec::with_capacity(older.len());
            for row in &older {
                n += 1;
                let mut line = Line {
                    n,
                    id: row.text("id")?,
                    at: row.int("at")?,
                    user: row.maybe_text("user_id")?,
                    address: row.text("address")?,
                    event: row.text("event")?,
                    detail: row.text("detail")?,
                    hash: String::new(),
                };
                hash = line.hash_after(company, &hash);
                line.hash.clone_from(&hash);
                lines.push(line);
            }
            append(tx, company, &lines).await?;
        }
    }
    tx.execute("DROP TABLE audit_before", vec![]).await?;
    append_only::forbid(tx).await
}
