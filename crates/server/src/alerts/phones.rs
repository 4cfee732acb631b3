//! Phones that hold unsent work and are not heard of: lost, broken or in a drawer.

use std::collections::{BTreeMap, HashMap};

use domain::Entity;
use domain::ids::{CompanyId, UserId};
use domain::people::{Role, User};
use sync::server::ServerStore;

use super::{Sign, Trouble};
use crate::app::App;
use crate::clock::DAY;
use crate::db::{DbError, alerts, devices};

/// How long a phone may be silent.
const SILENCE: i64 = 3 * DAY;
/// How many a letter names.
const NAMED: usize = 50;
/// How the alert of a company begins.
const NAME: &str = "phones ";

/// The companies with silent phones, and those that were told of some and have none any more.
pub(super) async fn signs(app: &App, now: i64) -> Result<Vec<(CompanyId, Sign)>, DbError> {
    let mut companies = BTreeMap::<CompanyId, Vec<devices::Silent>>::new();
    for phone in devices::silent(&app.db, now - SILENCE).await? {
        companies.entry(phone.company).or_default().push(phone);
    }
    for name in alerts::open(&app.db).await? {
        if let Some(Ok(company)) = name.strip_prefix(NAME).map(str::parse) {
            companies.entry(CompanyId(company)).or_default();
        }
    }
    let mut signs = Vec::new();
    for (company, phones) in companies {
        let trouble = match phones.is_empty() {
            true => None,
            false => Some(words(&phones, &names(app, company).await?, now)),
        };
        signs.push((company, Sign { name: format!("{NAME}{company}"), trouble }));
    }
    Ok(signs)
}

fn words(phones: &[devices::Silent], names: &HashMap<UserId, String>, now: i64) -> Trouble {
    let mut body =
        "These phones hold work that the office does not have yet, and were not heard of for three days:\n\n"
            .to_owned();
    for phone in phones.iter().take(NAMED) {
        let who = names.get(&phone.user).map_or("somebody", String::as_str);
        let (days, unsent) = ((now - phone.heard_at) / DAY, phone.unsent);
        body.push_str(&format!("- {who}, {}: {unsent} not sent, silent for {days} days\n", phone.name));
    }
    if phones.len() > NAMED {
        body.push_str(&format!("- and {} more\n", phones.len() - NAMED));
    }
    body.push_str("\nWhat is on a phone is sent as soon as somebody opens the app with a connection.\n");
    Trouble { subject: format!("Pem2: {} phones with unsent work are silent", phones.len()), body }
}

/// The addresses of a company's admins.
pub(super) async fn admins(app: &App, company: CompanyId) -> Result<Vec<String>, DbError> {
    let people = app.store.all(company, Entity::User).await?;
    let people = people.iter().filter_map(|row| row.read::<User>());
    let admins = people.filter(|user| user.active && user.role == Role::Admin && !user.email.is_empty());
    Ok(admins.map(|user| user.email).collect())
}

async fn names(app: &App, company: CompanyId) -> Result<HashMap<UserId, String>, DbError> {
    let people = app.store.all(company, Entity::User).await?;
    Ok(people.iter().filter_map(|row| Some((UserId(row.id), row.read::<User>()?.name))).collect())
}
