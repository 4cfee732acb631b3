//! Names of people, read once for a whole section.

use std::collections::HashMap;

use domain::Entity;
use domain::ids::UserId;
use domain::people::User;
use leptos::prelude::*;

use crate::state::use_desk;
use crate::words::t;

/// Names by person.
#[derive(Clone, Copy)]
pub struct Names(Memo<HashMap<UserId, String>>);

/// Everybody's names, following changes.
pub fn use_names() -> Names {
    let desk = use_desk();
    Names(Memo::new(move |_| {
        desk.read_all::<User>(Entity::User).into_iter().map(|(id, user)| (UserId(id), user.name)).collect()
    }))
}

impl Names {
    /// A person's name.
    pub fn of(self, user: UserId) -> String {
        self.0.with(|names| names.get(&user).cloned()).unwrap_or_else(|| t("work_order.somebody").to_owned())
    }

    /// Several names, one after the other.
    pub fn list(self, users: &[UserId]) -> String {
        users.iter().map(|user| self.of(*user)).collect::<Vec<_>>().join(", ")
    }
}
