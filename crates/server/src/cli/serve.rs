//! `pem2 serve`.

mod starting;
mod wish;

use std::future::IntoFuture;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::CliError;
use super::in_use::InUse;
use crate::app::App;
use crate::config::{Config, Listen};
use crate::hints::others;
use crate::owner::webhooks;
use crate::{alerts, backup, open_files, router, sweep};
use wish::Wish;

/// How long requests under way may take when the server is asked to stop. What they did not finish, phones ask for again.
const DRAIN: Duration = Duration::from_secs(20);

/// Serves until it is asked to stop; requests under way are finished.
pub(super) async fn run(config: &Config, listen: Listen) -> Result<(), CliError> {
    let (stop, stopping) = watch::channel(false);
    let leave_slowly = Duration::from_secs(listen.watch.drain_seconds);
    // From now on a wish to stop is heard, also one that comes before anybody waits for it.
    let mut wish = Wish::listen();
    let in_use = InUse::with_others(config)?;
    open_files::look(config, listen.allow_open_files).map_err(CliError::Wrong)?;
    let listener = std::net::TcpListener::bind(SocketAddr::new(listen.bind, listen.port))?;
    listener.set_nonblocking(true)?;
    // Whoever comes before everything is open hears so at once, instead of knocking at a closed port.
    let before = starting::answer(TcpListener::from_std(listener.try_clone()?)?);
    let app = tokio::select! {
        app = App::start(config, listen, stopping.clone()) => app?,
        () = wish.comes() => return Ok(()),
    };
    before.end().await;
    let listener = TcpListener::from_std(listener)?;
    let address = listener.local_addr()?;
    // Whoever started this process waits for this line.
    println!("listening on http://{address}");
    std::io::stdout().flush()?;
    let mut beside = beside(&app);
    let asked_app = app.clone();
    tokio::spawn(async move {
        wish.comes().await;
        tracing::info!("stopping");
        asked_app.leaving.begin();
        tokio::time::sleep(leave_slowly).await;
        // Nobody listens any more when the server has ended by itself.
        let _ = stop.send(true);
    });
    let service = router::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (ended, late) = (asked(stopping.clone()), asked(stopping));
    tokio::select! {
        served = axum::serve(listener, service).with_graceful_shutdown(ended).into_future() => served?,
        () = async { late.await; tokio::time::sleep(DRAIN).await } => tracing::warn!("some requests did not end in time"),
    }
    beside.shutdown().await;
    others::flush(&app).await;
    app.db.close().await;
    // It waits for the network, and must not hold up a thread that works.
    let _ = tokio::task::spawn_blocking(move || app.telemetry.close()).await;
    drop(in_use);
    Ok(())
}

/// What goes on beside the answers.
fn beside(app: &Arc<App>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    tasks.spawn(sweep::run(app.clone()));
    tasks.spawn(others::run(app.clone()));
    tasks.spawn(alerts::run(app.clone()));
    tasks.spawn(webhooks::run(app.clone()));
    tasks.spawn(backup::run(app.clone()));
    let mailer = app.clone();
    tasks.spawn(async move { mailer.mail.run(&mailer.db, mailer.stopping.clone()).await });
    tasks
}

async fn asked(mut stopping: watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}
