//! Hints over server-sent events. The app reads them with `fetch`, because `EventSource` carries no access token.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use protocol::sync::Hint;
use sync::server::ServerStore;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use crate::app::App;
use crate::auth::SignedIn;
use crate::clock;
use crate::error::AppError;

/// How often a silent line is tried out, so that proxies leave it open and a dead one is noticed.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// The company's sequence now, and whenever it grows, until the access token ends.
pub async fn events(
    State(app): State<Arc<App>>,
    me: SignedIn,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, AppError> {
    let hints = app.hints.listen(me.company);
    let now = app.store.head(me.company).await?;
    let left = u64::try_from(me.until - clock::now()).unwrap_or(0);
    let listening = Listening {
        first: Some(now),
        hints,
        stopping: app.stopping.clone(),
        until: Instant::now() + Duration::from_millis(left),
    };
    let stream = unfold(listening, |mut listening| async move {
        let seq = listening.next().await?;
        let event = Event::default().json_data(Hint { seq }).unwrap_or_default();
        Some((Ok(event), listening))
    });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

struct Listening {
    first: Option<u64>,
    hints: Receiver<u64>,
    stopping: watch::Receiver<bool>,
    until: Instant,
}

impl Listening {
    async fn next(&mut self) -> Option<u64> {
        if let Some(seq) = self.first.take() {
            return Some(seq);
        }
        loop {
            tokio::select! {
                hint = self.hints.recv() => match hint {
                    Ok(seq) => return Some(seq),
                    // Only the newest matters: it comes next.
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return None,
                },
                () = sleep_until(self.until) => return None,
                _ = self.stopping.wait_for(|stop| *stop) => return None,
            }
        }
    }
}
