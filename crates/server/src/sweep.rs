//! What is cleared away from time to time, and never anything that a person entered.

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::auth::throttle;
use crate::clock::{self, DAY, HOUR};
use crate::db::{api_requests, attempts, limits, webhook_events};
use crate::owner::webhooks;

/// How often.
const EVERY: Duration = Duration::from_secs(3600);
/// An upload that nobody has touched for so long starts over; its photo is on the phone.
const UPLOAD_LIFE: i64 = 30 * DAY;
/// For so long a request of a program is known by its key.
const REQUEST_LIFE: i64 = 30 * DAY;

/// Sweeps until the server stops.
pub async fn run(app: Arc<App>) {
    let mut stopping = app.stopping.clone();
    loop {
        let now = clock::now();
        if let Err(error) = attempts::sweep(&app.db, now - throttle::WINDOW).await {
            tracing::warn!(%error, "sweeping sign-in tries");
        }
        if let Err(error) = api_requests::sweep(&app.db, now - REQUEST_LIFE).await {
            tracing::warn!(%error, "sweeping requests of programs");
        }
        if let Err(error) = webhook_events::sweep(&app.db, now - webhooks::KEPT).await {
            tracing::warn!(%error, "sweeping events of webhooks");
        }
        if let Err(error) = limits::sweep(&app.db, now - HOUR).await {
            tracing::warn!(%error, "sweeping limits");
        }
        if let Err(error) = app.blobs.sweep(now - UPLOAD_LIFE).await {
            tracing::warn!(%error, "sweeping uploads");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            // A sender that is gone has stopped too.
            _ = stopping.wait_for(|stop| *stop) => return,
        }
    }
}
