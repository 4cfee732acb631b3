//! Whom to ask.

use domain::Entity;
use domain::people::{Role, User};

use crate::state::Desk;
use crate::words::{t, t_with};

/// So many names fit into a line.
const NAMES: usize = 2;

/// "Olivia Chen or Ray Bell": admins that this phone knows of, without whoever holds it.
pub(super) fn admins(desk: Desk) -> String {
    let me = desk.me();
    let people = desk.read_all::<User>(Entity::User).into_iter();
    let is_one = |id, user: &User| id != me.0 && user.active && user.role == Role::Admin;
    let mut names: Vec<String> = people.filter(|(id, user)| is_one(*id, user)).map(|(_, user)| user.name).collect();
    names.sort();
    match names.as_slice() {
        [] => t("closed.an_admin").to_owned(),
        [one] => one.clone(),
        [one, other, ..] if names.len() <= NAMES => t_with("closed.or", &[("one", one), ("other", other)]),
        _ => t("closed.an_admin").to_owned(),
    }
}
