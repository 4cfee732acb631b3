//! What nobody brings about with a file, though an admin may on the screen: less for whoever hands it in. And what a program may
//! not, though an admin in person may: admins, and people who may do more or less than before. Whoever makes a token for
//! writing hands out the company's data, not the company.

use domain::ids::UserId;
use domain::people::Role;
use domain::{Edit, Entity};

use super::lines::problem;
use super::{Planned, Problem};

/// Fields of a person that decide on what they may do.
const RIGHTS: [&str; 2] = ["role", "active"];

/// What of this is too much for a program.
pub(super) fn too_much(planned: &[Planned]) -> Vec<Problem> {
    let is_too_much = |planned: &&Planned| {
        let makes_an_admin = planned.person.as_ref().is_some_and(|(_, user)| user.role == Role::Admin);
        makes_an_admin || planned.edits.iter().any(changes_rights)
    };
    let words = "a program cannot make admins or change what somebody may do: an admin imports this in person";
    planned.iter().filter(is_too_much).map(|p| problem(p.row, Some("role"), "forbidden", words.to_owned())).collect()
}

/// What of this is about the rights of `user`, who hands it in: a row among many would lock them out, and nobody else may be
/// there to let them in again.
pub(super) fn own(planned: &[Planned], user: UserId) -> Vec<Problem> {
    let of_self = |edit: &Edit| match edit {
        Edit::SetFields { entity: Entity::User, id, .. } => *id == user.0 && changes_rights(edit),
        _ => false,
    };
    let words = "this is you: your own rights do not change with a file, another admin sees to that";
    let own = planned.iter().filter(|planned| planned.edits.iter().any(of_self));
    own.map(|p| problem(p.row, Some("login"), "forbidden", words.to_owned())).collect()
}

fn changes_rights(edit: &Edit) -> bool {
    match edit {
        Edit::SetFields { patch, .. } => patch.keys().any(|name| RIGHTS.contains(&name.as_str())),
        _ => false,
    }
}
