//! Company, people and crews.

use serde::{Deserialize, Serialize};

use crate::ids::{LocationId, UserId};
use crate::rejection::Rejection;
use crate::text;

/// What a person is to the company. Decides, with the relation to the subject, what is seen and done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, people and settings included.
    Admin,
    /// The office: all work, no people, no settings.
    Dispatcher,
    /// The field: the work of the own crew.
    #[default]
    Technician,
}

impl Role {
    /// Admins and dispatchers.
    pub const fn is_office(self) -> bool {
        matches!(self, Self::Admin | Self::Dispatcher)
    }
}

/// The company's own row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// IANA name of its time zone, "America/New_York".
    pub time_zone: String,
    /// First day of the work week, 0 = Sunday … 6 = Saturday.
    pub week_start: u8,
    /// Technicians hold every work order, not only their crew's.
    pub technicians_see_all: bool,
    /// Aztec, PDF417 and DataBar are read too, by a larger reader: licences, parcels, some suppliers' labels.
    pub more_symbologies: bool,
    /// An admin without a second factor can only set one up.
    pub admins_need_second_factor: bool,
}

/// A person. The password is not here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct User {
    /// Full name.
    pub name: String,
    /// What is typed to sign in.
    pub login: String,
    /// The role.
    pub role: Role,
    /// Trade title: "Journeyman", "Apprentice".
    pub title: String,
    /// Phone number.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// The truck they drive: where their stock is.
    pub truck: Option<LocationId>,
    /// May sign in.
    pub active: bool,
}

/// A crew.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Crew {
    /// Its name.
    pub name: String,
    /// Its lead.
    pub lead: Option<UserId>,
    /// Everybody in it, the lead included.
    pub members: Vec<UserId>,
}

impl Company {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::required("name", &self.name, text::LINE)?;
        text::required("time_zone", &self.time_zone, text::LINE)
    }
}

impl User {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::required("name", &self.name, text::LINE)?;
        text::required("login", &self.login, text::LINE)?;
        text::bounded("phone", &self.phone, text::LINE)?;
        text::bounded("email", &self.email, text::LINE)
    }
}

impl Crew {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::required("name", &self.name, text::LINE)
    }
}
