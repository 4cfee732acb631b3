//! What decides which rows a person sees, under a short name that travels with the cursor.
//!
//! The server remembers what each name meant. When a person is given more or less to see, the phone still names the old
//! scope: the difference between the two is what it gains and what it loses.

use domain::ids::UserId;
use domain::permission::Actor;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What decides which rows a person sees. Stored as JSON: it may only grow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scoping {
    /// Who.
    pub user: UserId,
    /// Whether they work in the office.
    pub office: bool,
    /// Whether they see every work order.
    pub sees_all: bool,
    /// Whose work orders they see otherwise, in order.
    pub crew_members: Vec<UserId>,
}

impl Scoping {
    /// Of this person.
    pub fn of(actor: &Actor) -> Self {
        let crew_members = if actor.sees_all { Vec::new() } else { actor.crew_members.clone() };
        Self { user: actor.user, office: actor.role.is_office(), sees_all: actor.sees_all, crew_members }
    }

    /// Its name: the same for the same.
    pub fn name(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.user.0.as_bytes());
        hash.update([u8::from(self.office), u8::from(self.sees_all)]);
        self.crew_members.iter().for_each(|member| hash.update(member.0.as_bytes()));
        hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
    }
}
