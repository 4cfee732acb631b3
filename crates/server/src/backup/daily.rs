//! Backups that nobody has to think of: one a day at a set hour, or as soon as the server runs again; old ones cleared away;
//! one a week tried by restoring it. Several servers on one database share the work.

use std::sync::Arc;
use std::time::Duration;

use jiff::{Timestamp, ToSpan};
use protocol::backups::{Backups as Wire, Place, Warning};

use super::{BackupError, Backups, Source};
use crate::app::App;
use crate::clock::{self, DAY, HOUR};
use crate::config::BackupTo;
use crate::db::{Db, DbError, backups};

/// How often it is asked whether it is time.
const EVERY: Duration = Duration::from_secs(300);
/// Until the first time: a server that starts has other things to do.
const FIRST: Duration = Duration::from_secs(30);
/// Somebody is warned when the last good backup is older. A day, and time to make one.
const LATE: i64 = 26 * HOUR;
/// How often one is tried.
const CHECK_EVERY: i64 = 7 * DAY;
/// Somebody is warned when the last good test is older: two were missed.
const CHECK_LATE: i64 = 2 * CHECK_EVERY + DAY;

/// Makes and tries backups until the server stops.
pub async fn run(app: Arc<App>) {
    let mut stopping = app.stopping.clone();
    if app.backups.passphrase().is_none() {
        tracing::warn!("no backups are made: PEM2_BACKUP_PASSPHRASE is not set");
        return;
    }
    let mut wait = FIRST;
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stopping.wait_for(|stop| *stop) => return,
        }
        wait = EVERY;
        match app.backups.daily(clock::now()).await {
            Ok(true) => tracing::info!("a backup was made"),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "no backup was made, or it could not be restored"),
        }
    }
}

impl Backups {
    /// Makes the backup of the day, if it is time and nobody else has; whether it did. Then old ones go, and where none was
    /// tried for a week, this one is.
    pub async fn daily(&self, now: i64) -> Result<bool, BackupError> {
        if self.passphrase().is_none() {
            return Ok(false);
        }
        let slot = self.due(now)?;
        let Some(id) = backups::claim(&self.db, &slot, now).await? else { return Ok(false) };
        let made = self.make_as(id, None).await?;
        tracing::info!(place = made.place, bytes = made.bytes, rows = made.rows, "backup");
        self.shelf.clear(now - i64::from(self.config.backup.keep_days) * DAY).await?;
        let checked = backups::standing(&self.db).await?.checked_at;
        if checked.is_none_or(|at| at < now - CHECK_EVERY) {
            self.check(&Source::Latest).await?;
        }
        Ok(true)
    }

    /// The day of the backup that should be there by now.
    fn due(&self, now: i64) -> Result<String, BackupError> {
        let now = Timestamp::from_millisecond(now)?.to_zoned(self.zone.clone());
        let today = now.date();
        // Where clocks skip that hour, it is the moment after the gap.
        let hour = today.at(self.config.backup.hour, 0, 0, 0).to_zoned(self.zone.clone())?;
        let day = if hour <= now { today } else { today.checked_sub(1.day())? };
        Ok(day.to_string())
    }
}

/// How backups stand, and what somebody should do about it.
pub async fn standing(backups: &Backups, db: &Db, now: i64) -> Result<Wire, DbError> {
    let found = backups::standing(db).await?;
    let warnings = [
        (backups.passphrase().is_none(), Warning::NoPassphrase),
        (found.made_at.is_none_or(|at| at < now - LATE), Warning::NoneLately),
        (found.failed, Warning::LastFailed),
        (found.checked_at.is_none(), Warning::NeverChecked),
        (found.check_failed, Warning::CheckFailed),
        (found.checked_at.is_some_and(|at| at < now - CHECK_LATE), Warning::CheckLate),
    ];
    let place = match backups.config.backup.to {
        BackupTo::Folder => Place::Folder,
        BackupTo::S3 => Place::Store,
    };
    Ok(Wire {
        made_at: found.made_at,
        bytes: found.bytes.and_then(|bytes| u64::try_from(bytes).ok()),
        place: Some(place),
        checked_at: found.checked_at,
        warnings: warnings.into_iter().filter_map(|(is_so, warning)| is_so.then_some(warning)).collect(),
    })
}
