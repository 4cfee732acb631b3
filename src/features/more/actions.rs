//! The edits of this feature.

use domain::edit::{Change, Patch};
use domain::ids::CompanyId;
use domain::{Edit, Entity};

/// Turns one of the company's switches, a field of [`domain::people::Company`].
pub(super) fn set_switch(company: CompanyId, field: &str, seen: bool, wanted: bool) -> Edit {
    let change = Change { old: seen.into(), new: wanted.into() };
    let patch = Patch::from([(field.to_owned(), change)]);
    Edit::SetFields { entity: Entity::Company, id: company.0, patch }
}
