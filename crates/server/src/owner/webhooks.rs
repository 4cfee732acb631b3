//! Telling other programs what happened, as Standard Webhooks (standardwebhooks.com): at least once, in order, signed, with
//! the same `webhook-id` however often it is tried. A receiver that answers nothing good for three days is given up, and the
//! admins get a letter.
//!
//! Several servers on one database share the work: a webhook is taken by a lease, as letters are.

mod address;
mod signature;

pub use address::{Refused, check_url};
pub use signature::fresh_secret;

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use domain::Entity;
use domain::people::{Role, User};
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use sync::server::ServerStore;
use tokio::task::JoinSet;

use crate::app::App;
use crate::clock::{self, DAY, HOUR, MINUTE, SECOND};
use crate::db::mail::Letter;
use crate::db::webhook_events::{self, Event};
use crate::db::webhooks::{self, Webhook};
use crate::db::{DbError, audit};
use crate::sealed::{self, Place};

/// Everything that can be told, and what it means.
pub const EVENTS: [(&str, &str); 5] = [
    ("work_order.created", "a work order was made"),
    ("work_order.status_changed", "a work order moved from one status to another"),
    ("stock.low", "what a truck holds of an item fell below its minimum"),
    ("time_entry.recorded", "a time entry was finished, or a finished one was corrected"),
    ("photo.added", "a photo was added to a work order"),
];

/// How often it is looked whether something happened.
const EVERY: Duration = Duration::from_secs(2);
/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long one server may take over a webhook: longer than a batch of the slowest receiver.
const LEASE: i64 = 5 * MINUTE;
/// Events in a batch.
const BATCH: u32 = 20;
/// Receivers that are told at the same time.
const TOGETHER: usize = 8;
/// Until when an event is tried again; the last of these goes on.
const WAITS: [i64; 8] = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR];
/// After so long without an answer a webhook is given up.
pub const GIVEN_UP_AFTER: i64 = 3 * DAY;
/// For how long is kept what happened: longer than anybody is tried.
pub const KEPT: i64 = 30 * DAY;

/// The way out.
pub struct Webhooks {
    http: reqwest::Client,
    /// Whether receivers may be in private networks.
    pub to_private: bool,
}

impl Webhooks {
    /// Follows no redirects: where one leads was not checked.
    pub fn new(to_private: bool) -> Result<Self, reqwest::Error> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .no_proxy()
            .user_agent(concat!("Pem2/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Arc::new(address::Resolver { to_private }))
            .build()?;
        Ok(Self { http, to_private })
    }

    /// Sends one event; why it did not arrive.
    async fn send(&self, webhook: &Webhook, secret: &str, event: &Event) -> Result<(), String> {
        // Checked again: what may be reached is the installation's setting of today.
        check_url(&webhook.url, self.to_private).map_err(|refused| refused.to_string())?;
        let data: Value = serde_json::from_str(&event.data).unwrap_or_default();
        let at = jiff::Timestamp::from_millisecond(event.at).unwrap_or_default();
        let body = json!({"type": event.event, "timestamp": at.to_string(), "data": data}).to_string();
        let (id, now) = (event.id.to_string(), clock::now() / SECOND);
        let signature = signature::sign(secret, &id, now, &body).ok_or("the secret cannot be read")?;
        let request = self
            .http
            .post(&webhook.url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", now)
            .header("webhook-signature", signature)
            .body(body);
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(format!("it answered {}", answer.status().as_u16())),
            Err(error) if error.is_timeout() => Err("no answer within ten seconds".to_owned()),
            Err(error) if error.is_connect() => Err(format!("that address cannot be reached ({})", cause(&error))),
            Err(error) => Err(format!("the line broke ({})", cause(&error))),
        }
    }
}

/// What lies at the bottom of a failure; never the address, which may hold something secret.
fn cause(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    while let Some(deeper) = cause.and_then(std::error::Error::source) {
        cause = Some(deeper);
    }
    cause.map_or_else(|| "no reason given".to_owned(), ToString::to_string)
}

/// Tells until the server stops.
pub async fn run(app: Arc<App>) {
    let mut stopping = app.stopping.clone();
    loop {
        if let Err(error) = tell_all(&app).await {
            tracing::warn!(%error, "telling webhooks");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            // A sender that is gone has stopped too.
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

/// Tells everybody whose turn it is.
pub async fn tell_all(app: &Arc<App>) -> Result<(), DbError> {
    let mut under_way = JoinSet::new();
    loop {
        // A lease runs from when it is taken: whoever has no place takes none.
        if under_way.len() >= TOGETHER {
            under_way.join_next().await;
        }
        let Some(webhook) = webhooks::take(&app.db, clock::now(), clock::now() + LEASE).await? else { break };
        let app = Arc::clone(app);
        under_way.spawn(async move {
            if let Err(error) = tell(&app, &webhook).await {
                tracing::warn!(%error, webhook = %webhook.id, "telling a webhook");
            }
        });
    }
    under_way.join_all().await;
    Ok(())
}

/// Where the secret of a webhook belongs.
pub fn place(webhook: &Webhook) -> (domain::ids::CompanyId, String) {
    (webhook.company, format!("webhook {}", webhook.id))
}

async fn tell(app: &App, webhook: &Webhook) -> Result<(), DbError> {
    let (company, purpose) = place(webhook);
    let place = Place { company, purpose: &purpose };
    let Ok(secret) = sealed::open(&app.keys.sealed, place, &webhook.secret) else {
        return give_up(app, webhook, "its secret belongs to another installation").await;
    };
    let wanted = |event: &Event| webhook.events.split(' ').any(|name| name == "*" || name == event.event);
    for event in webhook_events::after(&app.db, webhook.company, webhook.told, BATCH).await? {
        let is_wanted = wanted(&event);
        if is_wanted && let Err(why) = app.webhooks.send(webhook, &secret, &event).await {
            let now = clock::now();
            if webhook.failing_since.is_some_and(|since| now - since >= GIVEN_UP_AFTER) {
                return give_up(app, webhook, &why).await;
            }
            let wait = WAITS.get(webhook.tries as usize).or(WAITS.last()).copied().unwrap_or(HOUR);
            tracing::info!(webhook = %webhook.id, why, "an event did not arrive");
            return webhooks::failed(&app.db, webhook, &why, (now, now + wait)).await;
        }
        webhooks::arrived(&app.db, webhook, event.nth, is_wanted.then(clock::now)).await?;
    }
    webhooks::release(&app.db, webhook, 0).await
}

/// Switches a webhook off, and writes to the admins.
async fn give_up(app: &App, webhook: &Webhook, why: &str) -> Result<(), DbError> {
    let now = clock::now();
    let users = app.store.all(webhook.company, Entity::User).await?;
    let mut tx = app.db.begin().await?;
    webhooks::disable(&mut tx, webhook, why, now).await?;
    let detail = format!("{}: {why}", webhook.id);
    let entry = audit::Entry { company: webhook.company, user: None, address: "", event: "webhook_given_up", detail };
    audit::write(&mut tx, entry, now).await?;
    let admins = users.iter().filter_map(|row| row.read::<User>());
    for admin in admins.filter(|user| user.active && user.role == Role::Admin && !user.email.is_empty()) {
        let letter = Letter {
            company: Some(webhook.company),
            to: admin.email,
            subject: "A webhook was switched off".into(),
            body: format!(
                "Pem2 could not deliver events to\n\n{}\n\nfor three days ({why}), and has stopped trying. An admin can \
                 resume it: it goes on with the first event that did not arrive, if that is less than 30 days ago.\n",
                webhook.url
            ),
        };
        app.mail.queue(&mut tx, &letter, now).await?;
    }
    tx.commit().await?;
    app.mail.look();
    Ok(())
}
