//! The company of the demonstration: "Harbor Pine Electric (demo)". All of it is fictional. The data is in `demo/*.json`
//! beside `src/`; the days are counted from now, everything else is the same every time.
//!
//! Nothing is written past the rules: people are invited, and whatever they do is pushed as their own edits, in their
//! own name, at a moment in the past. So numbers, timelines, stock levels and scopes are as real work would leave them.

mod calendar;
mod checklists;
mod customers;
mod dice;
mod field;
mod jobs;
mod more_items;
mod names;
mod office;
mod people;
mod script;
mod stock;
mod timesheet;
mod words;

use domain::ids::{CompanyId, DeviceId};
use domain::people::Company;
use domain::{Rejection, Stamp};
use protocol::SCHEMA;
use protocol::sync::{PushRequest, Verdict};
use sync::server::{PushError, PushTx, push};

use crate::auth::password::hash_now;
use crate::db::accounts::Account;
use crate::db::{Db, DbError, companies, statistics};
use crate::people::{InviteError, add, found};
use crate::sync_store::SqlStore;
use calendar::Calendar;
use script::Script;

/// Its name.
pub const COMPANY_NAME: &str = "Harbor Pine Electric (demo)";
/// Its short name.
pub const SLUG: &str = "demo";
/// How many work orders, unless somebody wants more.
pub const WORK_ORDERS: usize = 240;
/// So many edits at once make PostgreSQL's idea of the tables worthless.
const MANY: usize = 500;
/// The password of everybody in it. It protects nothing.
const PASSWORD: &str = "harbor-pine-demo";
const TIME_ZONE: &str = "America/New_York";

/// How somebody signs in to the demonstration.
pub struct DemoLogin {
    /// User name.
    pub login: &'static str,
    /// Password.
    pub password: &'static str,
    /// Who that is.
    pub what: &'static str,
}

/// One login of each sort, and two technicians who share work.
pub const fn logins() -> [DemoLogin; 4] {
    [
        DemoLogin { login: "olivia", password: PASSWORD, what: "admin, owner" },
        DemoLogin { login: "dana", password: PASSWORD, what: "dispatcher" },
        DemoLogin { login: "mike", password: PASSWORD, what: "technician, drives Truck 4" },
        DemoLogin { login: "tess", password: PASSWORD, what: "technician, another crew" },
    ]
}

/// What is to be made.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many work orders.
    pub work_orders: usize,
    /// How many items at least: what the catalogue lacks is made up.
    pub items: usize,
    /// The moment around which everything happens, in milliseconds.
    pub now: i64,
}

/// Why the demonstration could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A person could not be added.
    #[error(transparent)]
    Invite(#[from] InviteError),
    /// The data files hold something that the rules refuse.
    #[error("the rules refuse {kind} number {nth}: {rejection}")]
    Refused {
        /// The kind of edit.
        kind: String,
        /// Which of its author's.
        nth: u64,
        /// Why.
        rejection: Rejection,
    },
    /// An edit builds on something that is not there.
    #[error("{0} builds on something that is not there")]
    Deferred(String),
    /// A data file cannot be read.
    #[error("demo data: {0}")]
    Data(#[from] serde_json::Error),
    /// The time zone's rules are not built in.
    #[error("calendar: {0}")]
    Calendar(#[from] jiff::Error),
    /// No random numbers.
    #[error("no password hash")]
    Random,
    /// An author is missing.
    #[error("an author of the demonstration may not write")]
    Author,
}

impl From<PushError<DbError>> for DemoError {
    fn from(error: PushError<DbError>) -> Self {
        match error {
            PushError::Store(error) => Self::Db(error),
            PushError::NotActive | PushError::EpochChanged(_) => Self::Author,
        }
    }
}

/// Makes the company, unless it is there already; whether it was made.
pub async fn seed(db: &Db, plan: Plan) -> Result<bool, DemoError> {
    if companies::all(db).await?.iter().any(|c| c.slug == SLUG) {
        return Ok(false);
    }
    let calendar = Calendar::around(plan.now, TIME_ZONE)?;
    let script = Script::write(plan, &calendar)?;
    let store = SqlStore::new(db.clone());
    let company = CompanyId(names::id("company", SLUG));
    hire(&store, company, &script, calendar.day(-400, 8, 0)?).await?;
    for act in script.acts {
        let kinds: Vec<String> = act.mutations.iter().map(script::kind_of).collect();
        let request = PushRequest {
            schema: SCHEMA,
            device: DeviceId(names::id("device", &act.author.to_string())),
            epoch: None,
            mutations: act.mutations,
        };
        let response = push(&store, company, act.author, &request, plan.now).await?;
        if response.outcomes.len() > MANY {
            statistics::renew(db).await;
        }
        for (nth, (outcome, kind)) in response.outcomes.into_iter().zip(kinds).enumerate() {
            match outcome.verdict {
                Verdict::Applied { .. } | Verdict::Merged { .. } => {}
                Verdict::Rejected { rejection, .. } => {
                    return Err(DemoError::Refused { kind, nth: nth as u64, rejection });
                }
                Verdict::Deferred { .. } => return Err(DemoError::Deferred(kind)),
            }
        }
    }
    Ok(true)
}

/// Makes company, people and accounts.
async fn hire(store: &SqlStore, company: CompanyId, script: &Script, at: i64) -> Result<(), DemoError> {
    let owner = script.staff.owner();
    let stamp = Stamp { by: owner, at };
    let named = Company { name: COMPANY_NAME.into(), time_zone: TIME_ZONE.into(), week_start: 1, ..Company::default() };
    let mut tx = found(store, company, SLUG, &named, stamp).await?;
    // One hash for all: the password is public.
    let hash = hash_now(PASSWORD).ok_or(DemoError::Random)?;
    for (id, user) in script.staff.users() {
        let account = Account {
            company,
            user: id,
            login: user.login.clone(),
            password_hash: Some(hash.clone()),
            set_up_code_hash: None,
            set_up_expires_at: 0,
        };
        add(&mut tx, &account, &user, stamp).await?;
    }
    Ok(tx.commit().await?)
}
