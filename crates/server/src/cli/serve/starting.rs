//! What the server says while it is not there yet: it lives, and it is not ready. The tables of a large database may take
//! a while.

use std::future::IntoFuture;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use protocol::paths;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::error::AppError;
use crate::routes::watch;

/// How long somebody may take over a last question before the server begins.
const PATIENCE: Duration = Duration::from_millis(500);

/// The answers, until they are ended.
pub(super) struct Starting {
    end: oneshot::Sender<()>,
    answers: JoinHandle<std::io::Result<()>>,
}

/// Answers on this listener.
pub(super) fn answer(listener: TcpListener) -> Starting {
    let router = Router::new().route(paths::HEALTH_LIVE, get(watch::live)).fallback(not_yet);
    let (end, ended) = oneshot::channel::<()>();
    let served = axum::serve(listener, router).with_graceful_shutdown(async {
        let _ = ended.await;
    });
    Starting { end, answers: tokio::spawn(served.into_future()) }
}

impl Starting {
    /// Ends them; connections are closed once they are idle.
    pub async fn end(self) {
        // Without a receiver it has ended already.
        let _ = self.end.send(());
        let stop = self.answers.abort_handle();
        if tokio::time::timeout(PATIENCE, self.answers).await.is_err() {
            stop.abort();
        }
    }
}

async fn not_yet() -> Response {
    let mut response = AppError::unavailable().into_response();
    // A browser that keeps the connection would ask somebody who is about to go.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
