//! The bytes of a photo, for whoever may see its row. Others learn nothing, not even that it exists.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::photo::Photo;
use domain::{Entity, Key, Row, scope};
use protocol::blobs::Rendition;
use protocol::error::ErrorCode;
use protocol::paths::PHOTO_ITSELF;
use sync::server::Sight;
use sync::server::{ServerStore, actor};
use uuid::Uuid;

use crate::app::App;
use crate::auth::SignedIn;
use crate::blobs::offload::{LIFE, Offload};
use crate::blobs::{Range, original, rendition};
use crate::db::blobs::{self, Blob};
use crate::error::AppError;
use crate::renditions::RenditionError;

/// The bytes under one hash never change: the phone may keep them for a year, nobody between may.
const FOR_EVER: &str = "private, max-age=31536000, immutable";
/// A stand-in, until the real picture is here.
const FOR_NOW: &str = "private, no-cache";

/// The way to the bytes is for one phone and some minutes.
const NOT_AT_ALL: &str = "private, no-store";

/// One picture of a photo, or the way to it.
pub async fn photo(
    State(app): State<Arc<App>>,
    me: SignedIn,
    Path((photo, which)): Path<(Uuid, Rendition)>,
    (method, uri): (Method, Uri),
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let photo = visible(&app, &me, photo).await?;
    let whole = blobs::find(&app.db, me.company, &photo.sha256).await?;
    // An address is signed for GET alone.
    let offload = app.blobs.vault.offload().filter(|_| method == Method::GET && uri.query() != Some(PHOTO_ITSELF));
    if let (Some(blob), Some(offload)) = (&whole, offload)
        && !known(&headers, &tag(&blob.sha256, which.name()))
        && let Some(response) = elsewhere(&app, &me, offload, blob, which).await?
    {
        return Ok(response);
    }
    match (whole, which) {
        (Some(blob), Rendition::Original) => serve_original(&app, &me, &blob, &headers).await,
        (Some(blob), which) => match app.renditions.get(&app.blobs, me.company, &blob, which).await {
            Ok(bytes) => {
                let tag = tag(&blob.sha256, which.name());
                Ok(unless_known(&headers, &tag, || picture("image/jpeg", FOR_EVER, &tag, Body::from(bytes))))
            }
            Err(error) => stand_in(&app, &me, &photo, &headers).await?.ok_or_else(|| no_preview(error)),
        },
        (None, Rendition::Original) => Err(AppError::not_found()),
        (None, _) => stand_in(&app, &me, &photo, &headers).await?.ok_or_else(AppError::not_found),
    }
}

async fn visible(app: &App, me: &SignedIn, id: Uuid) -> Result<Photo, AppError> {
    let rows = app.store.rows(me.company, &[Key::new(Entity::Photo, id)]).await?;
    let row: &Row = rows.first().filter(|r| !r.deleted).ok_or_else(AppError::not_found)?;
    let actor = actor::in_store(&app.store, me.company, me.user).await?.ok_or_else(AppError::not_found)?;
    let sight = Sight::of(&app.store, me.company, &actor).await?;
    if !sight.sees(scope::of(row.entity, row.id, &row.body), row.created.by) {
        return Err(AppError::not_found());
    }
    row.read().ok_or_else(AppError::not_found)
}

/// Where the store serves the picture itself; `None` while it is not there.
async fn elsewhere(
    app: &App,
    me: &SignedIn,
    offload: &Offload,
    blob: &Blob,
    which: Rendition,
) -> Result<Option<Response>, AppError> {
    let (key, mime) = match which {
        Rendition::Original => (original(me.company, &blob.sha256), blob.mime.as_str()),
        smaller => (rendition(me.company, &blob.sha256, smaller.name()), "image/jpeg"),
    };
    // A smaller picture is made when it is first asked for, and comes from here this once.
    if which != Rendition::Original && !matches!(app.blobs.vault.about(&key).await, Ok(Some(_))) {
        return Ok(None);
    }
    let address = offload.address(&key, mime, LIFE).await?;
    let mut response = StatusCode::TEMPORARY_REDIRECT.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_str(&address).map_err(|error| AppError::internal(&error))?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(NOT_AT_ALL));
    Ok(Some(response))
}

async fn serve_original(app: &App, me: &SignedIn, blob: &Blob, headers: &HeaderMap) -> Result<Response, AppError> {
    let tag = tag(&blob.sha256, "original");
    if known(headers, &tag) {
        return Ok(not_modified(&tag));
    }
    let range = headers.get(header::RANGE).and_then(|v| v.to_str().ok()).and_then(|v| one_range(v, blob.size));
    let partial = range.is_some();
    let key = original(me.company, &blob.sha256);
    let stored = app.blobs.vault.get(&key, range).await?.ok_or_else(AppError::not_found)?;
    let (from, until) = (stored.range.start, stored.range.end);
    let mut response = picture(&blob.mime, FOR_EVER, &tag, Body::from_stream(stored.bytes));
    let out = response.headers_mut();
    out.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    out.insert(header::CONTENT_LENGTH, HeaderValue::from(until - from));
    if partial {
        if let Ok(value) = HeaderValue::from_str(&format!("bytes {from}-{}/{}", until.saturating_sub(1), stored.size)) {
            out.insert(header::CONTENT_RANGE, value);
        }
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// The small picture that the phone made, as long as there is nothing better.
async fn stand_in(app: &App, me: &SignedIn, photo: &Photo, headers: &HeaderMap) -> Result<Option<Response>, AppError> {
    let Some(sha256) = &photo.thumb_sha256 else { return Ok(None) };
    let Some(blob) = blobs::find(&app.db, me.company, sha256).await? else { return Ok(None) };
    let Some(bytes) = app.blobs.vault.read(&original(me.company, sha256)).await? else { return Ok(None) };
    let tag = tag(sha256, "stand-in");
    Ok(Some(unless_known(headers, &tag, || picture(&blob.mime, FOR_NOW, &tag, Body::from(bytes)))))
}

fn no_preview(error: RenditionError) -> AppError {
    match error {
        RenditionError::Unsupported(why) => {
            tracing::info!(why, "no preview");
            AppError::new(ErrorCode::NotFound, why)
        }
        RenditionError::Blob(error) => error.into(),
        RenditionError::Thread(error) => AppError::internal(&error),
    }
}

fn picture(mime: &str, cache: &'static str, tag: &str, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    if let (Ok(mime), Ok(tag)) = (HeaderValue::from_str(mime), HeaderValue::from_str(tag)) {
        headers.insert(header::CONTENT_TYPE, mime);
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    response
}

fn tag(sha256: &str, name: &str) -> String {
    format!("\"{sha256}-{name}\"")
}

fn known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.split(',').any(|t| t.trim() == tag))
}

fn not_modified(tag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn unless_known(headers: &HeaderMap, tag: &str, make: impl FnOnce() -> Response) -> Response {
    if known(headers, tag) { not_modified(tag) } else { make() }
}

/// `bytes=a-b`, `bytes=a-` or `bytes=-n` within `size`. Anything else is answered with everything.
fn one_range(text: &str, size: u64) -> Option<Range> {
    let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (from.trim(), to.trim()) {
        ("", last) => size.saturating_sub(last.parse().ok()?)..size,
        (from, "") => from.parse().ok()?..size,
        (from, to) => from.parse().ok()?..to.parse::<u64>().ok()?.saturating_add(1).min(size),
    };
    (range.start < range.end).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_of_bytes_is_understood_and_nothing_else() {
        assert_eq!(one_range("bytes=0-99", 1000), Some(0..100));
        assert_eq!(one_range("bytes=900-", 1000), Some(900..1000));
        assert_eq!(one_range("bytes=-100", 1000), Some(900..1000));
        assert_eq!(one_range("bytes=900-5000", 1000), Some(900..1000));
        for other in ["bytes=1000-", "bytes=5-4", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b"] {
            assert_eq!(one_range(other, 1000), None, "{other}");
        }
    }
}
