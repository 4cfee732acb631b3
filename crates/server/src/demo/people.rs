//! Who works there, in which crew, in which truck.

use domain::ids::{CrewId, LocationId, UserId};
use domain::people::{Crew, Role, User};
use domain::stock::{Location, Place};
use domain::{Edit, Entity};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::DemoError;
use super::calendar::Calendar;
use super::names;

/// The shop, which every truck is loaded from.
pub(super) const SHOP: &str = "Shop";
/// The box on a building site.
pub(super) const GANG_BOX: &str = "Gang box A";

#[derive(Deserialize)]
struct Person {
    login: String,
    name: String,
    role: Role,
    title: String,
    phone: String,
    #[serde(default)]
    truck: Option<String>,
    #[serde(default)]
    crew: Option<String>,
}

/// A crew that goes out: who, and with which truck.
#[derive(Clone)]
pub(super) struct Team {
    /// Its name, which is its truck's.
    pub name: String,
    /// Who drives.
    pub lead: UserId,
    /// Everybody in it.
    pub members: Vec<UserId>,
    /// Where its stock is.
    pub truck: LocationId,
}

/// Everybody.
pub(super) struct Staff(Vec<Person>);

impl Staff {
    /// Reads the data file.
    pub fn read() -> Result<Self, DemoError> {
        Ok(Self(serde_json::from_str(include_str!("../../demo/people.json"))?))
    }

    /// The person with this login.
    pub fn who(&self, login: &str) -> UserId {
        UserId(names::id("user", login))
    }

    /// The owner.
    pub fn owner(&self) -> UserId {
        self.who("olivia")
    }

    /// The dispatcher.
    pub fn dispatcher(&self) -> UserId {
        self.who("dana")
    }

    /// Who looks through what is done.
    pub fn office_manager(&self) -> UserId {
        self.who("ruth")
    }

    /// Who runs the shop.
    pub fn warehouse(&self) -> UserId {
        self.who("walt")
    }

    /// Rows to be made with the accounts.
    pub fn users(&self) -> impl Iterator<Item = (UserId, User)> {
        self.0.iter().map(|p| {
            let user = User {
                name: p.name.clone(),
                login: p.login.clone(),
                role: p.role,
                title: p.title.clone(),
                phone: p.phone.clone(),
                email: format!("{}@example.com", p.login),
                truck: p.truck.as_deref().map(place),
                active: true,
            };
            (self.who(&p.login), user)
        })
    }

    /// Crews that go out, by truck.
    pub fn teams(&self) -> Vec<Team> {
        let drivers = self.0.iter().filter_map(|p| Some((p, p.truck.as_deref()?)));
        drivers
            .map(|(driver, truck)| {
                let in_crew = self.0.iter().filter(|p| p.crew.as_deref() == Some(truck));
                Team {
                    name: truck.to_owned(),
                    lead: self.who(&driver.login),
                    members: in_crew.map(|p| self.who(&p.login)).collect(),
                    truck: place(truck),
                }
            })
            .collect()
    }

    /// Places and crews, as the owner enters them.
    pub fn founding(&self, calendar: &Calendar) -> Result<Vec<(i64, Edit)>, DemoError> {
        let at = calendar.day(-400, 9, 0)?;
        let mut edits = Vec::new();
        let mut place_edit = |name: &str, kind, owner| -> Result<(), DemoError> {
            let location = Location { name: name.to_owned(), kind, owner };
            edits.push((at, create(Entity::Location, place(name).0, &location)?));
            Ok(())
        };
        place_edit(SHOP, Place::Shop, None)?;
        for team in self.teams() {
            place_edit(&team.name, Place::Truck, Some(team.lead))?;
        }
        place_edit(GANG_BOX, Place::GangBox, None)?;
        for team in self.teams() {
            let crew = Crew { name: team.name.clone(), lead: Some(team.lead), members: team.members };
            edits.push((at, create(Entity::Crew, CrewId(names::id("crew", &team.name)).0, &crew)?));
        }
        Ok(edits)
    }
}

/// The place with this name.
pub(super) fn place(name: &str) -> LocationId {
    LocationId(names::id("location", name))
}

/// The edit that makes a row out of an entity.
pub(super) fn create<T: Serialize>(entity: Entity, id: uuid::Uuid, value: &T) -> Result<Edit, DemoError> {
    let fields = match serde_json::to_value(value)? {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    Ok(Edit::Create { entity, id, fields })
}
