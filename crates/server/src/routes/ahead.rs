//! Pages of rows after the first, before they are asked for. Each is made as if the phone had asked with the cursor of the
//! one before, by the same engine and under the permissions of that moment. A phone that can keep its rows packed gets
//! them so, behind the line with their page.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::unfold;
use futures_util::{Stream, StreamExt};
use protocol::sync::{AHEAD_MAX, PullRequest, PullResponse};
use tokio::sync::mpsc;

use crate::app::App;
use crate::auth::SignedIn;
use crate::clock;

/// Pages that are made while one is on its way.
const IN_HAND: usize = 2;

/// `first`, and what follows it, a line each. A page that cannot be made ends it: the phone asks for it, and hears why.
pub fn pages(
    app: Arc<App>,
    me: SignedIn,
    request: PullRequest,
    first: PullResponse,
) -> impl Stream<Item = Result<Bytes, serde_json::Error>> {
    let (lines, coming) = mpsc::channel(IN_HAND);
    tokio::spawn(make(app, me, request, first, lines));
    // The compression asks once more after the end.
    unfold(coming, |mut coming| async move { Some((coming.recv().await?, coming)) }).fuse()
}

async fn make(
    app: Arc<App>,
    me: SignedIn,
    mut request: PullRequest,
    mut page: PullResponse,
    lines: mpsc::Sender<Result<Bytes, serde_json::Error>>,
) {
    let mut stopping = app.stopping.clone();
    request.waiting = None;
    for _ in 1..request.ahead.min(AHEAD_MAX) {
        let sent = tokio::select! {
            sent = lines.send(line(&request, &mut page)) => sent.is_ok(),
            // A phone that has gone away in the middle does not keep the server from stopping.
            _ = stopping.wait_for(|stop| *stop) => false,
        };
        if !sent || !page.more || page.reset.is_some() || !me.is_still_in(&app).await {
            return;
        }
        request.cursor = Some(page.cursor);
        request.scope = Some(page.scope);
        let next = sync::server::pull(&app.store, &app.cursors, me.company, me.user, &request, clock::now());
        page = match next.await {
            Ok(next) => {
                app.metrics.rows.inc_by(next.rows.len() as u64);
                next
            }
            Err(_) => return,
        };
    }
    // Nobody listens any more: nothing is lost.
    drop(lines.send(line(&request, &mut page)).await);
}

fn line(request: &PullRequest, page: &mut PullResponse) -> Result<Bytes, serde_json::Error> {
    let rows = sync::server::packed(request, page)?;
    let mut line = serde_json::to_string(page)?;
    line.push('\n');
    line.push_str(&rows);
    Ok(line.into())
}
