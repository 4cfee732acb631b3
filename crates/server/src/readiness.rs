//! Whether phones may be sent to this server: each part is asked at once with the others, and none for long.
//!
//! A photo store that is away or a disk that is full is told, and is no reason to send phones elsewhere: other servers have
//! the same store, edits go on without it, and photos stay on the phones. Nor is a Redis that is away: each server counts
//! for itself then.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::Serialize;
use tokio::time::timeout;
use uuid::Uuid;

use crate::app::App;
use crate::clock;
use crate::db::{self, DbError};
use crate::disk;

/// How long a part may think.
const PATIENCE: Duration = Duration::from_secs(2);
/// Less room than this on the disk of the data folder, in bytes, is not well.
const ROOM: u64 = 200 * 1024 * 1024;

/// Whether the server is about to stop.
#[derive(Default)]
pub struct Leaving(AtomicBool);

impl Leaving {
    /// It is: not ready from now on, though it answers.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The answer. Says nothing about companies.
#[derive(Serialize)]
pub struct Readiness {
    /// Phones may come.
    pub ready: bool,
    /// Nothing is wrong with any part.
    well: bool,
    version: &'static str,
    epoch: Option<Uuid>,
    /// The server was asked to stop.
    leaving: bool,
    database: Part,
    migrations: Migrations,
    photos: Part,
    limits: Part,
    disk: Disk,
    letters: Letters,
}

#[derive(Serialize)]
struct Part {
    ok: bool,
    kind: &'static str,
    ms: u64,
}

#[derive(Serialize)]
struct Migrations {
    ok: bool,
    step: Option<i64>,
    needed: i64,
}

#[derive(Serialize)]
struct Disk {
    ok: bool,
    free_bytes: Option<u64>,
    used_percent: Option<u64>,
}

/// Never a reason to send phones away: their work needs no letter.
#[derive(Serialize)]
struct Letters {
    waiting: Option<u64>,
    oldest_minutes: Option<i64>,
}

/// Asks every part.
pub async fn ask(app: &App) -> Readiness {
    let (database, photos, limits, room, queue) = tokio::join!(
        timed(database(app)),
        timed(app.blobs.vault.is_well()),
        timed(app.limits.shared.is_well()),
        disk::room_in(&app.data),
        queue(app)
    );
    let (named, database_ms) = database;
    let named = named.and_then(Result::ok);
    let (photos, photos_ms) = photos;
    let leaving = app.leaving.has_begun();
    let database = Part { ok: named.is_some(), kind: app.db.kind().name(), ms: database_ms };
    let step = named.map(|(_, step)| step);
    let migrations = Migrations {
        // A newer server beside this one may have taken the tables further: steps leave the release before running.
        ok: step.is_some_and(|step| step >= db::newest_step()),
        step,
        needed: db::newest_step(),
    };
    let photos = Part { ok: photos == Some(true), kind: app.blobs.vault.kind(), ms: photos_ms };
    let (limits, limits_ms) = limits;
    let limits = Part { ok: limits == Some(true), kind: app.limits.shared.kind(), ms: limits_ms };
    let disk = Disk {
        // A disk that cannot be measured is not known to be full.
        ok: room.is_none_or(|room| room.free >= ROOM),
        free_bytes: room.map(|room| room.free),
        used_percent: room.map(disk::Room::used_percent),
    };
    Readiness {
        ready: database.ok && migrations.ok && !leaving,
        well: database.ok && migrations.ok && photos.ok && limits.ok && disk.ok,
        version: env!("CARGO_PKG_VERSION"),
        epoch: named.map(|(epoch, _)| epoch),
        leaving,
        database,
        migrations,
        photos,
        limits,
        disk,
        letters: Letters {
            waiting: queue.map(|(waiting, _)| waiting),
            oldest_minutes: queue.and_then(|(_, oldest)| oldest).map(|at| (clock::now() - at) / clock::MINUTE),
        },
    }
}

async fn database(app: &App) -> Result<(Uuid, i64), DbError> {
    Ok((db::installation::read(&app.db).await?.epoch, db::step(&app.db).await?))
}

/// How many letters wait, and since when the oldest does.
pub async fn queue(app: &App) -> Option<(u64, Option<i64>)> {
    timeout(PATIENCE, db::mail::waiting(&app.db)).await.ok()?.ok()
}

/// The answer, unless it takes too long, and how many milliseconds it took.
pub async fn timed<T>(question: impl Future<Output = T>) -> (Option<T>, u64) {
    let started = std::time::Instant::now();
    let answer = timeout(PATIENCE, question).await.ok();
    (answer, u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX))
}
