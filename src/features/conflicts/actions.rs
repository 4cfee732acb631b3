//! The edits of this feature.

use domain::Edit;
use domain::conflict::{Choice, Conflict};
use uuid::Uuid;

/// Settles a conflict.
pub(super) fn settle(id: Uuid, conflict: &Conflict, choice: Choice) -> Edit {
    Edit::Resolve { conflict: id, subject: conflict.subject, choice }
}
