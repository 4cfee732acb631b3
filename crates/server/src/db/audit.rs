//! What was done, and by whom: every edit that was decided on, sign-ins, permissions, exports. Append-only. Secrets, tokens
//! and codes never stand here.
//!
//! The lines of a company are counted without gaps, and each holds a hash over the line before and itself
//! ([`Line::hash_after`]): who changes, removes or inserts a line must write all later ones anew. The newest number and
//! hash (the head) stand in `company_counter`, which is locked while a line is written. Whoever can write to the database
//! can write the whole chain anew; heads that are kept elsewhere, as in a backup, show that.

mod append_only;
mod chain;
mod line;

use domain::ids::{CompanyId, UserId};
use uuid::Uuid;

use super::{DbError, Insert, Tx, values};

pub(super) use chain::chain_older;
pub use chain::{Checked, Fault, lines, verify};
pub use line::Line;

/// One line, as it is written.
pub struct Entry<'a> {
    /// The company.
    pub company: CompanyId,
    /// Who did it, when somebody signed in did.
    pub user: Option<UserId>,
    /// From where.
    pub address: &'a str,
    /// What, as a stable name.
    pub event: &'static str,
    /// On what.
    pub detail: String,
}

/// What is asked of lines that tell of no edit: in these words, so that they are found by the index that has them, too.
pub(super) const BESIDE_EDITS: &str = "event NOT IN ('edit_accepted', 'edit_refused')";

/// Where lines are written.
const LINES: Insert<'_> = Insert {
    table: "audit",
    columns: &["company_id", "n", "id", "at", "user_id", "address", "event", "detail", "hash"],
    over: "",
};

/// Writes a line. Until the transaction ends, everybody else who writes to this company waits.
pub async fn write(tx: &mut Tx, entry: Entry<'_>, now: i64) -> Result<(), DbError> {
    write_many(tx, entry.company, &[entry], now).await
}

/// Writes lines of one company, in this order, in few statements.
pub async fn write_many(tx: &mut Tx, company: CompanyId, entries: &[Entry<'_>], now: i64) -> Result<(), DbError> {
    if entries.is_empty() {
        return Ok(());
    }
    let head = "SELECT audit_n, audit_hash FROM company_counter WHERE company_id = $1";
    let head = tx.lock_one(head, values![company.0]).await?.ok_or(DbError::Corrupt("company_id"))?;
    let (mut n, mut hash) = (head.count("audit_n")?, head.text("audit_hash")?);
    let mut new = Vec::with_capacity(entries.len());
    for Entry { user, address, event, detail, .. } in entries {
        n += 1;
        let mut line = Line {
            n,
            id: Uuid::now_v7().to_string(),
            at: now,
            user: user.map(|u| u.to_string()),
            address: (*address).to_owned(),
            event: (*event).to_owned(),
            detail: detail.clone(),
            hash: String::new(),
        };
        hash = line.hash_after(company, &hash);
        line.hash.clone_from(&hash);
        new.push(line);
    }
    append(tx, company, &new).await
}

/// Writes lines whose hashes are there, and moves the head to the last of them.
async fn append(tx: &mut Tx, company: CompanyId, lines: &[Line]) -> Result<(), DbError> {
    let mut values = Vec::with_capacity(lines.len() * LINES.columns.len());
    for Line { n, id, at, user, address, event, detail, hash } in lines {
        values.extend(values![company.0, *n, id, *at, user.clone(), address, event, detail, hash]);
    }
    LINES.write(tx, values).await?;
    if let Some(last) = lines.last() {
        tx.execute(
            "UPDATE company_counter SET audit_n = $2, audit_hash = $3 WHERE company_id = $1",
            values![company.0, last.n, &last.hash],
        )
        .await?;
    }
    Ok(())
}
