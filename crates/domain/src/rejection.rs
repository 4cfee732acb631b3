//! Why an edit is refused. A code travels; the words for it are in the locales.

use serde::{Deserialize, Serialize};

/// The reasons. Each needs a person: sending the same edit again gives the same answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// This person may not do that to this subject.
    Forbidden,
    /// A field that must be filled is empty.
    Required,
    /// A field is longer than it may be.
    TooLong,
    /// A field's value makes no sense.
    Invalid,
    /// The subject does not exist, or was deleted.
    NotFound,
    /// A new row has the identifier of an old one.
    AlreadyExists,
    /// The status machine has no such step.
    IllegalStep,
    /// A step needs a reason and none was given.
    ReasonNeeded,
    /// The same edit identifier came with other content.
    IdReuse,
    /// This server knows no such edit.
    UnknownEdit,
    /// An edit that this one builds on was refused.
    DependencyRejected,
    /// The photo's bytes do not have the announced hash.
    HashMismatch,
    /// A code of a later version.
    #[serde(other)]
    Other,
}

/// A refusal: the code, and the field to look at when one is to blame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[error("{code:?} {field:?}")]
pub struct Rejection {
    /// The reason.
    pub code: Code,
    /// The field to correct.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Rejection {
    /// A refusal of the whole edit.
    pub fn new(code: Code) -> Self {
        Self { code, field: None }
    }

    /// A refusal because of one field.
    pub fn on(code: Code, field: &str) -> Self {
        Self { code, field: Some(field.to_owned()) }
    }
}
