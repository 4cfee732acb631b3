//! `pem2 serve`.

use std::future::IntoFuture;
use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use super::CliError;
use super::in_use::InUse;
use crate::app::App;
use crate::config::{Config, Listen};
use crate::{router, sweep};

/// How long requests under way may take when the server is asked to stop. What they did not finish, phones ask for again.
const DRAIN: Duration = Duration::from_secs(20);

/// Serves until it is asked to stop; requests under way are finished.
pub(super) async fn run(config: &Config, listen: Listen) -> Result<(), CliError> {
    let (stop, stopping) = watch::channel(false);
    let address = SocketAddr::new(listen.bind, listen.port);
    let _in_use = InUse::with_others(config)?;
    let app = App::start(config, listen, stopping.clone()).await?;
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    // Whoever started this process waits for this line.
    println!("listening on http://{address}");
    std::io::stdout().flush()?;
    let sweeper = tokio::spawn(sweep::run(app.clone()));
    let mailer = tokio::spawn({
        let (app, stopping) = (app.clone(), stopping.clone());
        async move { app.mail.run(&app.db, stopping).await }
    });
    tokio::spawn(async move {
        asked_to_stop().await;
        tracing::info!("stopping");
        // Nobody listens any more when the server has ended by itself.
        let _ = stop.send(true);
    });
    let service = router::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (ended, late) = (asked(stopping.clone()), asked(stopping));
    tokio::select! {
        served = axum::serve(listener, service).with_graceful_shutdown(ended).into_future() => served?,
        () = async { late.await; tokio::time::sleep(DRAIN).await } => tracing::warn!("some requests did not end in time"),
    }
    sweeper.abort();
    mailer.abort();
    app.db.close().await;
    Ok(())
}

async fn asked(mut stopping: watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}

#[cfg(unix)]
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        },
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be listened to");
            let _ = interrupted.await;
        }
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    let _ = tokio::signal::ctrl_c().await;
}
