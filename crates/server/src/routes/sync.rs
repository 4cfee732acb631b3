//! Push and pull: the engine of `sync::server` behind a signed-in person.

use std::sync::Arc;

use axum::Json as Answer;
use axum::extract::State;
use axum::response::IntoResponse;
use protocol::error::ErrorCode;
use protocol::sync::{PUSH_MAX, PullRequest, PushRequest};
use protocol::{SCHEMA, sync::PushResponse};

use super::NO_STORE;
use crate::app::App;
use crate::auth::SignedIn;
use crate::clock;
use crate::error::AppError;
use crate::request::Json;

/// The oldest schema of requests that is still understood.
const OLDEST_SCHEMA: u32 = 1;

/// Takes edits.
pub async fn push(
    State(app): State<Arc<App>>,
    me: SignedIn,
    Json(request): Json<PushRequest>,
) -> Result<impl IntoResponse, AppError> {
    understood(request.schema)?;
    if request.mutations.len() > PUSH_MAX {
        return Err(AppError::new(ErrorCode::TooLarge, format!("at most {PUSH_MAX} edits at a time")));
    }
    let response = sync::server::push(&app.store, me.company, me.user, &request, clock::now()).await?;
    if let Some(seq) = newest(&response) {
        app.hints.tell(me.company, seq);
    }
    Ok((NO_STORE, Answer(response)))
}

/// Gives rows.
pub async fn pull(
    State(app): State<Arc<App>>,
    me: SignedIn,
    Json(request): Json<PullRequest>,
) -> Result<impl IntoResponse, AppError> {
    understood(request.schema)?;
    let response = sync::server::pull(&app.store, &app.cursors, me.company, me.user, &request, clock::now()).await?;
    Ok((NO_STORE, Answer(response)))
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

fn newest(response: &PushResponse) -> Option<u64> {
    response.outcomes.iter().filter(|o| !o.duplicate).filter_map(|o| o.verdict.seq()).max()
}
