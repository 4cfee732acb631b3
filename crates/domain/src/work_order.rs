//! Work orders and their notes.

use serde::{Deserialize, Serialize};

use crate::ids::{CustomerId, SiteId, UserId, WorkOrderId};
use crate::rejection::{Code, Rejection};
use crate::status::{Status, WaitingOn};
use crate::text;

/// What sort of work it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An ordinary call.
    #[default]
    ServiceCall,
    /// No power.
    Emergency,
    /// Finding a fault.
    Troubleshooting,
    /// Panel or service upgrade.
    PanelUpgrade,
    /// Before the walls close.
    RoughIn,
    /// After the walls close.
    Finish,
    /// A charger for a car.
    EvCharger,
    /// Generator or transfer switch.
    Generator,
    /// New lights.
    LightingRetrofit,
    /// Fire alarm, smoke and CO.
    FireAlarm,
    /// Preventive maintenance.
    Maintenance,
    /// What the inspector asked for.
    InspectionCorrection,
    /// Callback under warranty.
    Warranty,
    /// Looking, to name a price.
    Estimate,
    /// For the shop itself.
    Internal,
}

/// All kinds, in the order of the list a person picks from.
pub const KINDS: [Kind; 15] = [
    Kind::ServiceCall,
    Kind::Emergency,
    Kind::Troubleshooting,
    Kind::PanelUpgrade,
    Kind::RoughIn,
    Kind::Finish,
    Kind::EvCharger,
    Kind::Generator,
    Kind::LightingRetrofit,
    Kind::FireAlarm,
    Kind::Maintenance,
    Kind::InspectionCorrection,
    Kind::Warranty,
    Kind::Estimate,
    Kind::Internal,
];

/// How urgent it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Now.
    Emergency,
    /// Soon.
    High,
    /// As scheduled.
    #[default]
    Normal,
    /// Whenever.
    Low,
}

/// All priorities, most urgent first.
pub const PRIORITIES: [Priority; 4] = [Priority::Emergency, Priority::High, Priority::Normal, Priority::Low];

/// When the crew is expected: one value, so that two edits can never mix one's start with the other's end.
/// Milliseconds since 1970 UTC, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Window {
    /// From.
    pub start: i64,
    /// Until, not included.
    pub end: i64,
}

/// A work order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct WorkOrder {
    /// Given by the server in order; `None` until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// For whom.
    pub customer: Option<CustomerId>,
    /// Where.
    pub site: Option<SiteId>,
    /// What sort.
    pub kind: Kind,
    /// How urgent.
    pub priority: Priority,
    /// Where it stands.
    pub status: Status,
    /// Whom it waits for, while waiting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting_on: Option<WaitingOn>,
    /// Why it is paused, waiting or cancelled.
    pub reason: String,
    /// One line of what is to be done.
    pub title: String,
    /// All of it.
    pub description: String,
    /// When.
    pub window: Option<Window>,
    /// By whom.
    pub assignees: Vec<UserId>,
    /// Permit number.
    pub permit: String,
    /// Edition of the code, which follows the permit's date.
    pub code_edition: String,
    /// Public work under prevailing wage.
    pub prevailing_wage: bool,
}

/// A note. Never changed; a tombstone hides it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// On which work order.
    pub work_order: WorkOrderId,
    /// What it says.
    pub text: String,
}

impl WorkOrder {
    /// Checks what a person entered.
    pub fn check(&self) -> Result<(), Rejection> {
        text::required("title", &self.title, text::LINE)?;
        if self.customer.is_none() {
            return Err(Rejection::on(Code::Required, "customer"));
        }
        text::bounded("description", &self.description, text::PAGE)?;
        text::bounded("permit", &self.permit, text::LINE)?;
        text::bounded("code_edition", &self.code_edition, text::LINE)?;
        text::bounded("reason", &self.reason, text::PARAGRAPH)?;
        match self.window {
            Some(w) if w.end <= w.start => Err(Rejection::on(Code::Invalid, "window")),
            _ => Ok(()),
        }
    }

    /// The number as people say it.
    pub fn label(&self) -> Option<String> {
        self.number.map(label)
    }
}

/// A work order's number as people say it.
pub fn label(number: u64) -> String {
    format!("WO-{number}")
}
