//! Push and pull: the engine of `sync::server` behind a signed-in person.

use std::sync::Arc;

use axum::Json as Answer;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::ids::{CompanyId, UserId};
use domain::people::Role;
use protocol::error::ErrorCode;
use protocol::parcel::HandIn;
use protocol::sync::{Outcome, PACK_FORM, PUSH_MAX, PullRequest, PushRequest, Verdict};
use protocol::{SCHEMA, paths};
use sync::server::ServerStore;

use super::{NO_STORE, ahead};
use crate::app::App;
use crate::auth::SignedIn;
use crate::clock;
use crate::db::audit;
use crate::error::AppError;
use crate::metrics;
use crate::request::{Json, Origin};

/// The oldest schema of requests that is still understood.
const OLDEST_SCHEMA: u32 = 1;

/// Takes edits.
pub async fn push(
    State(app): State<Arc<App>>,
    me: SignedIn,
    Json(request): Json<PushRequest>,
) -> Result<impl IntoResponse, AppError> {
    take(&app, me.company, me.user, request).await
}

async fn take(
    app: &App,
    company: CompanyId,
    user: UserId,
    request: PushRequest,
) -> Result<impl IntoResponse + use<>, AppError> {
    understood(request.schema)?;
    if request.mutations.len() > PUSH_MAX {
        return Err(AppError::new(ErrorCode::TooLarge, format!("at most {PUSH_MAX} edits at a time")));
    }
    let response = app.pushes.take(company, user, request).await?;
    app.metrics.pushes.inc();
    for outcome in &response.outcomes {
        metrics::count(&app.metrics.edits, became(outcome));
    }
    Ok((NO_STORE, Answer(response)))
}

/// Takes edits that the office hands in for somebody whose phone cannot. They are that person's, under that person's
/// permissions, and known by their identifiers should the phone send them after all.
pub async fn hand_in(
    State(app): State<Arc<App>>,
    me: SignedIn,
    origin: Origin,
    Json(HandIn { user, push }): Json<HandIn>,
) -> Result<impl IntoResponse, AppError> {
    me.require_office()?;
    // They are done under the author's permissions: who is no admin hands in nothing that an admin is said to have made.
    let (_, author) = app.store.standing(me.company, user).await?;
    if author.is_some_and(|author| author.role == Role::Admin) {
        me.require_admin()?;
    }
    let mut tx = app.db.begin().await?;
    let detail = format!("{} edits of {user} from phone {}", push.mutations.len(), push.device);
    let entry =
        audit::Entry { company: me.company, user: Some(me.user), address: &origin.address, event: "handed_in", detail };
    audit::write(&mut tx, entry, clock::now()).await?;
    tx.commit().await?;
    take(&app, me.company, user, push).await
}

/// Gives rows.
pub async fn pull(
    State(app): State<Arc<App>>,
    me: SignedIn,
    Json(request): Json<PullRequest>,
) -> Result<Response, AppError> {
    understood(request.schema)?;
    let now = clock::now();
    let page = sync::server::pull(&app.store, &app.cursors, me.company, me.user, &request, now).await?;
    app.metrics.pulls.inc();
    app.metrics.rows.inc_by(page.rows.len() as u64);
    app.contacts.heard(&app.db, (me.company, request.device, me.user), request.waiting, now).await?;
    let packs = request.packs == PACK_FORM;
    if (packs && !page.rows.is_empty()) || (request.ahead > 0 && page.more) {
        let media_type = if packs { paths::PACKED_PAGES_TYPE } else { paths::PAGES_TYPE };
        let lines = Body::from_stream(ahead::pages(app, me, request, page));
        return Ok((NO_STORE, [(header::CONTENT_TYPE, media_type)], lines).into_response());
    }
    Ok((NO_STORE, Answer(page)).into_response())
}

fn understood(schema: u32) -> Result<(), AppError> {
    if schema < OLDEST_SCHEMA {
        return Err(AppError::new(
            ErrorCode::UpdateNeeded,
            format!("this server speaks schemas {OLDEST_SCHEMA} to {SCHEMA}"),
        ));
    }
    Ok(())
}

/// What became of an edit, as a label.
const fn became(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome { duplicate: true, .. } => "duplicate",
        Outcome { verdict: Verdict::Applied { .. }, .. } => "applied",
        Outcome { verdict: Verdict::Merged { .. }, .. } => "merged",
        Outcome { verdict: Verdict::Rejected { .. }, .. } => "rejected",
        Outcome { verdict: Verdict::Deferred { .. }, .. } => "deferred",
    }
}
