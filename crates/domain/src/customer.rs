//! Customers and their sites.

use serde::{Deserialize, Serialize};

use crate::ids::CustomerId;
use crate::rejection::Rejection;
use crate::text;

/// A customer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Customer {
    /// Person or firm.
    pub name: String,
    /// Residential, commercial, …: free of rules.
    pub kind: String,
    /// Phone number, as dialled.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Anything worth knowing.
    pub notes: String,
    /// No longer served when true.
    pub inactive: bool,
}

/// One address of a customer: a row of its own, so that two people can correct two fields at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Site {
    /// Whose.
    pub customer: CustomerId,
    /// "Home", "Warehouse".
    pub label: String,
    /// Street and number.
    pub street: String,
    /// Town.
    pub town: String,
    /// Two-letter state.
    pub state: String,
    /// Postal code.
    pub zip: String,
    /// How to get in: gate code, dog, key box.
    pub access: String,
}

impl Customer {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::required("name", &self.name, text::LINE)?;
        text::bounded("kind", &self.kind, text::LINE)?;
        text::bounded("phone", &self.phone, text::LINE)?;
        text::bounded("email", &self.email, text::LINE)?;
        text::bounded("notes", &self.notes, text::PAGE)
    }
}

impl Site {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::required("street", &self.street, text::LINE)?;
        for (field, value) in [("label", &self.label), ("town", &self.town), ("state", &self.state), ("zip", &self.zip)]
        {
            text::bounded(field, value, text::LINE)?;
        }
        text::bounded("access", &self.access, text::PARAGRAPH)
    }

    /// The address on one line, as a map understands it.
    pub fn one_line(&self) -> String {
        let place =
            [self.town.as_str(), self.state.as_str()].iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>();
        let tail = [place.join(", "), self.zip.clone()].iter().filter(|s| !s.is_empty()).cloned().collect::<Vec<_>>();
        [self.street.clone(), tail.join(" ")].iter().filter(|s| !s.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    }
}
