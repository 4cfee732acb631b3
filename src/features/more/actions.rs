//! The edits of this feature.

use domain::edit::{Change, Patch};
use domain::ids::CompanyId;
use domain::{Edit, Entity};

/// Lets technicians see every job, or only those of their crew.
pub(super) fn set_technicians_see_all(company: CompanyId, seen: bool, wanted: bool) -> Edit {
    let change = Change { old: seen.into(), new: wanted.into() };
    let patch = Patch::from([("technicians_see_all".to_owned(), change)]);
    Edit::SetFields { entity: Entity::Company, id: company.0, patch }
}
