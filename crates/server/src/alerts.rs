//! Letters to the owner when the server needs somebody, and to a company's admins when phones with unsent work are silent.
//! One letter an alert and day, whichever of several servers notices first; and one when it is well again.

mod phones;
mod troubles;

use std::sync::Arc;
use std::time::Duration;

use domain::ids::CompanyId;

pub use troubles::{Seen, Sign, Troubles};

use crate::app::App;
use crate::clock::{self, DAY, HOUR};
use crate::db::mail::Letter;
use crate::db::{DbError, alerts};
use crate::disk;

/// How often the server looks at itself.
const EVERY: Duration = Duration::from_secs(60);
/// How often it looks for silent phones, in milliseconds.
const PHONES_EVERY: i64 = HOUR;

/// Who hears of something.
struct Readers<'a> {
    company: Option<CompanyId>,
    to: &'a [String],
}

/// Looks until the server stops.
pub async fn run(app: Arc<App>) {
    let mut stopping = app.stopping.clone();
    let (mut troubles, mut phones_at) = (Troubles::new(disk::name_of_machine()), 0);
    loop {
        let now = clock::now();
        let mut done = round(&app, &mut troubles, look(&app).await, now).await;
        if now - phones_at >= PHONES_EVERY {
            phones_at = now;
            done = done.and(phones_round(&app, now).await);
        }
        if let Err(error) = done {
            tracing::warn!(%error, "looking for what somebody should hear of");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}

/// What there is to see now.
pub async fn look(app: &App) -> Seen {
    let (room, backup_age) = tokio::join!(disk::room_in(&app.data), backup_age(app));
    Seen { room, totals: app.metrics.totals(), backup_age }
}

/// Milliseconds since the last backup; nothing where nobody knows of one.
pub async fn backup_age(app: &App) -> Option<i64> {
    alerts::last_backup(&app.db).await.ok().flatten().map(|at| clock::now() - at)
}

/// Judges what was seen, and tells the owner what is new of it.
pub async fn round(app: &App, troubles: &mut Troubles, seen: Seen, now: i64) -> Result<(), DbError> {
    let to: Vec<String> = app.listen.watch.alerts_to.iter().cloned().collect();
    for Sign { name, trouble } in troubles.judge(seen, now) {
        tell(app, &Readers { company: None, to: &to }, &name, trouble.as_ref(), now).await?;
    }
    Ok(())
}

/// Looks for silent phones, and tells the admins of their companies.
pub async fn phones_round(app: &App, now: i64) -> Result<(), DbError> {
    for (company, Sign { name, trouble }) in phones::signs(app, now).await? {
        let to = phones::admins(app, company).await?;
        tell(app, &Readers { company: Some(company), to: &to }, &name, trouble.as_ref(), now).await?;
    }
    Ok(())
}

/// Something that is wrong: what a letter says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// One line.
    pub subject: String,
    /// The letter.
    pub body: String,
}

async fn tell(
    app: &App,
    readers: &Readers<'_>,
    name: &str,
    trouble: Option<&Trouble>,
    now: i64,
) -> Result<(), DbError> {
    let mut tx = app.db.begin().await?;
    let letter = match trouble {
        Some(trouble) if alerts::claim(&mut tx, name, now, DAY).await? => {
            tracing::warn!(alert = name, "{}", trouble.subject);
            trouble.clone()
        }
        None if alerts::end(&mut tx, name, now).await? => {
            tracing::info!(alert = name, "well again");
            let subject = "Pem2: well again".to_owned();
            Trouble { body: format!("What a letter told you of is over: {name}.\n"), subject }
        }
        _ => return Ok(()),
    };
    for to in readers.to {
        let Trouble { subject, body } = letter.clone();
        app.mail.queue(&mut tx, &Letter { company: readers.company, to: to.clone(), subject, body }, now).await?;
    }
    tx.commit().await?;
    app.mail.look();
    Ok(())
}
