//! Who may do what: one table of role × edit × relation to the subject. The screen asks it to hide, the server asks it
//! to refuse.

use crate::ids::{CrewId, UserId};
use crate::people::Role;
use crate::rejection::{Code, Rejection};
use crate::row::Entity;

/// The person who edits, as the server's session knows them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Actor {
    /// Who.
    pub user: UserId,
    /// What they are to the company.
    pub role: Role,
    /// Their crews.
    pub crews: Vec<CrewId>,
    /// Everybody in their crews, themselves included.
    pub crew_members: Vec<UserId>,
    /// The company lets technicians see every work order.
    pub sees_all: bool,
}

/// What a subject is to the actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Made by, or assigned to, the actor or the actor's crew.
    Own,
    /// Somebody else's.
    Other,
}

/// What is done, as far as permission goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act<'a> {
    /// Make a row of this kind.
    Create(Entity),
    /// Set this field of a row of this kind.
    Set(Entity, &'a str),
    /// Hide a row of this kind.
    Remove(Entity),
    /// Put people on a work order.
    Assign,
    /// Move stock.
    MoveStock,
    /// Give or take item codes.
    Codes,
    /// Answer checklists.
    Checklist,
    /// Enter time.
    Time,
    /// Settle a conflict.
    Resolve,
    /// Decide on a refused edit.
    Decide,
    /// Move a work order through its statuses; which steps is the status machine's business.
    Transition,
}

/// Fields of a work order that only the office sets.
const OFFICE_FIELDS: [&str; 4] = ["priority", "window", "prevailing_wage", "assignees"];
/// Fields of the own user row that anybody sets.
const OWN_USER_FIELDS: [&str; 2] = ["phone", "email"];

/// Whether `role` may do `act` to a subject that stands in `relation`.
pub fn allowed(role: Role, act: Act<'_>, relation: Relation) -> bool {
    use Entity::{
        Checklist, Company, Crew, Customer, Item, Location, Note, ParkedCode, Photo, Site, Template, TimeEntry, User,
        WorkOrder,
    };
    let own = relation == Relation::Own;
    match (role, act) {
        // Nobody writes these directly: they follow from other edits.
        (_, Act::Create(Entity::Movement | Entity::Level | Entity::Conflict | Entity::Activity | Entity::Rejected)) => {
            false
        }
        // Accounts are made by the server, with a set-up code.
        (_, Act::Create(Company | User | TimeEntry)) => false,
        (Role::Admin, _) => true,
        (_, Act::Set(User, field)) => own && OWN_USER_FIELDS.contains(&field),
        (_, Act::Set(Company, _)) => false,
        (Role::Dispatcher, _) => true,
        (Role::Technician, act) => match act {
            Act::Create(Customer | Site | WorkOrder | Item | ParkedCode) | Act::Set(Customer | Site, _) => true,
            Act::Create(Note | Photo | Checklist) => own,
            Act::Set(WorkOrder, field) => own && !OFFICE_FIELDS.contains(&field),
            Act::Set(Photo, _) | Act::Remove(Note | Photo) => own,
            Act::Create(Crew | Template | Location)
            | Act::Set(_, _)
            | Act::Create(_)
            | Act::Remove(_)
            | Act::Assign => false,
            Act::MoveStock | Act::Codes => true,
            Act::Checklist | Act::Transition | Act::Time | Act::Resolve | Act::Decide => own,
        },
    }
}

impl Actor {
    /// What a work order with these `assignees`, made by `created_by`, is to this person.
    pub fn relation(&self, assignees: &[UserId], created_by: UserId) -> Relation {
        let ours = |user: &UserId| *user == self.user || self.crew_members.contains(user);
        if self.sees_all || created_by == self.user || assignees.iter().any(ours) {
            Relation::Own
        } else {
            Relation::Other
        }
    }

    /// Refuses what the table does not allow.
    pub fn require(&self, act: Act<'_>, relation: Relation) -> Result<(), Rejection> {
        if allowed(self.role, act, relation) { Ok(()) } else { Err(Rejection::new(Code::Forbidden)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn technicians_never_touch_people_settings_or_the_schedule() {
        for act in [
            Act::Create(Entity::User),
            Act::Create(Entity::Crew),
            Act::Set(Entity::Company, "name"),
            Act::Set(Entity::WorkOrder, "window"),
            Act::Assign,
        ] {
            assert!(!allowed(Role::Technician, act, Relation::Own), "{act:?}");
        }
    }

    #[test]
    fn technicians_work_on_their_own_jobs_only() {
        for act in [
            Act::Create(Entity::Photo),
            Act::Create(Entity::Note),
            Act::Transition,
            Act::Set(Entity::WorkOrder, "title"),
        ] {
            assert!(allowed(Role::Technician, act, Relation::Own), "{act:?}");
            assert!(!allowed(Role::Technician, act, Relation::Other), "{act:?}");
        }
    }

    #[test]
    fn nobody_writes_rows_that_follow_from_others() {
        for role in [Role::Admin, Role::Dispatcher, Role::Technician] {
            for entity in [Entity::Level, Entity::Movement, Entity::Conflict, Entity::Activity, Entity::Rejected] {
                assert!(!allowed(role, Act::Create(entity), Relation::Own));
            }
        }
    }

    #[test]
    fn only_admins_change_company_and_people() {
        assert!(allowed(Role::Admin, Act::Set(Entity::User, "role"), Relation::Other));
        assert!(!allowed(Role::Dispatcher, Act::Set(Entity::User, "role"), Relation::Own));
        assert!(allowed(Role::Dispatcher, Act::Set(Entity::User, "phone"), Relation::Own));
    }
}
