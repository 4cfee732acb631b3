//! What the owner's API answers: a row, and a page of rows.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A row: the thing itself under `fields`, and how it came about. The database writes this text itself.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Stored<T> {
    /// Its identifier.
    pub id: Uuid,
    /// Counts the edits that changed it, from 1.
    pub version: u64,
    /// The company's sequence number of its last edit.
    pub seq: u64,
    /// When it was made, in milliseconds since 1970 UTC.
    pub created_at: i64,
    /// Who made it.
    pub created_by: Uuid,
    /// When it was changed last.
    pub updated_at: i64,
    /// Who changed it last.
    pub updated_by: Uuid,
    /// It was removed.
    #[serde(default)]
    pub removed: bool,
    /// The thing itself. Fields that are not there have their empty value.
    pub fields: T,
}

/// A page of a list, in the order of the last edits.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<Stored<T>>,
    /// Goes into `after` to ask for what follows; also later, for what has changed since.
    pub next: String,
    /// There may be more at this moment.
    pub more: bool,
}
