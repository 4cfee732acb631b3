//! Who a signed-in person is to the company, read from its rows: never from what a request says.

use domain::ids::{CompanyId, CrewId, UserId};
use domain::people::Role;
use domain::permission::Actor;
use domain::{Entity, Key, Row};
use serde::Deserialize;

use super::store::ServerStore;

/// The person, read outside of a transaction. `None`: no such person, or switched off.
pub async fn in_store<S: ServerStore>(store: &S, company: CompanyId, user: UserId) -> Result<Option<Actor>, S::Error> {
    let rows = store.rows(company, &keys(company, user)).await?;
    let crews = store.all(company, Entity::Crew).await?;
    Ok(actor(&rows, &crews, user))
}

/// The rows that say who somebody is, but for the crews.
pub(super) fn keys(company: CompanyId, user: UserId) -> [Key; 2] {
    [Key::new(Entity::Company, company.0), Key::new(Entity::User, user.0)]
}

/// Of a [`domain::people::User`], what decides here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Me {
    role: Role,
    active: bool,
}

/// Of a [`domain::people::Company`], what decides here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct House {
    technicians_see_all: bool,
}

/// Of a [`domain::people::Crew`], what decides here.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Members {
    members: Vec<UserId>,
}

/// The person, from the company's row, the own row, and the crews. The phone uses it too, on what it holds.
pub fn actor(rows: &[Row], crews: &[Row], user: UserId) -> Option<Actor> {
    let find = |entity| rows.iter().find(|r| r.entity == entity && !r.deleted);
    let me: Me = find(Entity::User).filter(|r| r.id == user.0)?.read()?;
    if !me.active {
        return None;
    }
    let company: House = find(Entity::Company).and_then(Row::read).unwrap_or_default();
    let mine: Vec<(CrewId, Members)> = crews
        .iter()
        .filter(|r| !r.deleted)
        .filter_map(|r| Some((CrewId(r.id), r.read::<Members>()?)))
        .filter(|(_, crew)| crew.members.contains(&user))
        .collect();
    let mut crew_members: Vec<UserId> =
        mine.iter().flat_map(|(_, crew)| crew.members.iter().copied()).chain([user]).collect();
    crew_members.sort_unstable();
    crew_members.dedup();
    let mut crews: Vec<CrewId> = mine.into_iter().map(|(id, _)| id).collect();
    crews.sort_unstable();
    Some(Actor {
        user,
        role: me.role,
        crews,
        crew_members,
        sees_all: company.technicians_see_all || me.role.is_office(),
    })
}
