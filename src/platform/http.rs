//! The way to the server: every call with a deadline, every failure with a meaning.
//!
//! Being online is learnt from answers. A captive portal answers too, with a page of its own: only what is ours counts.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_net::http::{Request, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use protocol::auth::{InviteRequest, InviteResponse, LoginRequest, Session, SetUpRequest};
use protocol::blobs::{AnnounceRequest, Rendition, UploadState};
use protocol::error::{ErrorBody, ErrorCode};
use protocol::paths;
use protocol::sync::{PullRequest, PullResponse, PushRequest, PushResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::client::NetError;
use sync::client::uploads::UploadAnswer;
use uuid::Uuid;
use wasm_bindgen::JsValue;
use web_sys::AbortController;

/// How long an ordinary call may take, in milliseconds.
const DEADLINE_MS: u32 = 10_000;
/// How long a call with a chunk or a picture may take.
const BYTES_DEADLINE_MS: u32 = 60_000;

/// What a server that is ours said instead of yes.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Why.
    pub code: ErrorCode,
    /// How long to wait, in milliseconds, when the server says so.
    pub wait_ms: i64,
    /// The HTTP status.
    pub status: u16,
}

/// Why a call brought no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum CallError {
    /// Our server was not reached in time.
    Offline,
    /// Our server said no.
    Refused(Refused),
}

/// The server, as the app sees it. Cloned handles share the sign-in.
#[derive(Clone, Default)]
pub struct HttpApi {
    token: Rc<RefCell<Option<String>>>,
}

impl HttpApi {
    /// Signs in.
    pub async fn login(&self, request: &LoginRequest) -> Result<Session, CallError> {
        self.keep(post(paths::LOGIN, request).await?)
    }

    /// Chooses the first password.
    pub async fn set_up(&self, request: &SetUpRequest) -> Result<Session, CallError> {
        self.keep(post(paths::SET_UP, request).await?)
    }

    /// Signs in again with the cookie that the browser keeps.
    pub async fn refresh(&self) -> Result<Session, CallError> {
        self.keep(post(paths::REFRESH, &()).await?)
    }

    /// Ends the session.
    pub async fn logout(&self) {
        // Without a way to the server the cookie stays; the work on the phone is locked away all the same.
        drop(self.authorised(|r| r, "POST", paths::LOGOUT, None, DEADLINE_MS).await);
        self.token.borrow_mut().take();
    }

    /// Makes an account.
    pub async fn invite(&self, request: &InviteRequest) -> Result<InviteResponse, CallError> {
        read(self.authorised_json(paths::USERS, request).await?).await
    }

    /// Hands in edits.
    pub async fn push(&self, request: &PushRequest) -> Result<PushResponse, NetError> {
        let sent = async { read(self.authorised_json(paths::PUSH, request).await?).await };
        sent.await.map_err(net_error)
    }

    /// Asks for rows.
    pub async fn pull(&self, request: &PullRequest) -> Result<PullResponse, NetError> {
        let sent = async { read(self.authorised_json(paths::PULL, request).await?).await };
        sent.await.map_err(net_error)
    }

    /// Announces bytes.
    pub async fn announce(&self, request: &AnnounceRequest) -> UploadAnswer {
        let sent = async { read(self.authorised_json(paths::BLOBS, request).await?).await };
        upload_answer(sent.await)
    }

    /// Sends the chunk that starts at `offset`.
    pub async fn send_chunk(&self, upload: Uuid, offset: u64, bytes: &[u8], sha256: &str) -> UploadAnswer {
        let path = format!("{}/{upload}", paths::BLOBS);
        let body = js_sys::Uint8Array::from(bytes);
        let with_place = |request: RequestBuilder| {
            request.header(paths::UPLOAD_OFFSET, &offset.to_string()).header(paths::CHUNK_SHA256, sha256)
        };
        let sent = async { read(self.authorised(with_place, "PATCH", &path, Some(body.into()), BYTES_DEADLINE_MS).await?).await };
        upload_answer(sent.await)
    }

    /// Asks how many bytes of an upload are there.
    pub async fn ask_offset(&self, upload: Uuid) -> UploadAnswer {
        let path = format!("{}/{upload}", paths::BLOBS);
        match self.authorised(|r| r, "HEAD", &path, None, DEADLINE_MS).await {
            Ok(response) => match response.headers().get(paths::UPLOAD_OFFSET).and_then(|text| text.parse().ok()) {
                Some(offset) => UploadAnswer::State(UploadState::Receiving { upload, offset }),
                None => UploadAnswer::Net(NetError::Offline),
            },
            Err(error) => upload_answer(Err(error)),
        }
    }

    /// The bytes of a photo, with their media type.
    pub async fn photo(&self, photo: Uuid, rendition: Rendition) -> Result<(Vec<u8>, String), CallError> {
        let path = format!("{}/{photo}/{}", paths::PHOTOS, rendition.name());
        let response = self.authorised(|r| r, "GET", &path, None, BYTES_DEADLINE_MS).await?;
        let mime = response.headers().get("content-type").unwrap_or_default();
        Ok((response.binary().await.map_err(|_| CallError::Offline)?, mime))
    }

    fn keep(&self, session: Session) -> Result<Session, CallError> {
        *self.token.borrow_mut() = Some(session.access_token.clone());
        Ok(session)
    }

    async fn authorised_json<T: Serialize>(&self, path: &str, body: &T) -> Result<Response, CallError> {
        let text = serde_json::to_string(body).map_err(|_| CallError::Offline)?;
        let json = |request: RequestBuilder| request.header("Content-Type", "application/json");
        self.authorised(json, "POST", path, Some(JsValue::from_str(&text)), DEADLINE_MS).await
    }

    /// A call in somebody's name. The access token is renewed once when it is over.
    async fn authorised(
        &self,
        shape: impl Fn(RequestBuilder) -> RequestBuilder,
        method: &str,
        path: &str,
        body: Option<JsValue>,
        deadline: u32,
    ) -> Result<Response, CallError> {
        if self.token.borrow().is_none() {
            self.refresh().await?;
        }
        let attempt = async || {
            let token = self.token.borrow().clone().unwrap_or_default();
            let request = shape(builder(method, path)).header("Authorization", &format!("Bearer {token}"));
            call(request, body.clone(), deadline).await
        };
        match attempt().await {
            Err(CallError::Refused(Refused { status: 401, .. })) => {
                self.refresh().await?;
                attempt().await
            }
            outcome => outcome,
        }
    }
}

fn builder(method: &str, path: &str) -> RequestBuilder {
    let builder = match method {
        "GET" => Request::get(path),
        "PATCH" => Request::patch(path),
        "HEAD" => Request::get(path).method(gloo_net::http::Method::HEAD),
        _ => Request::post(path),
    };
    builder.header(paths::CLIENT_HEADER, "1")
}

async fn post<T: Serialize, R: DeserializeOwned>(path: &str, body: &T) -> Result<R, CallError> {
    let text = serde_json::to_string(body).map_err(|_| CallError::Offline)?;
    let request = builder("POST", path).header("Content-Type", "application/json");
    read(call(request, Some(JsValue::from_str(&text)), DEADLINE_MS).await?).await
}

async fn call(request: RequestBuilder, body: Option<JsValue>, deadline: u32) -> Result<Response, CallError> {
    let abort = AbortController::new().ok();
    let request = request.abort_signal(abort.as_ref().map(AbortController::signal).as_ref());
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let request = request.map_err(|_| CallError::Offline)?;
    // Stopped when the answer's head is there; the body has the same deadline again, by the caller's read.
    let timer = Timeout::new(deadline, move || {
        if let Some(abort) = abort {
            abort.abort();
        }
    });
    let response = request.send().await.map_err(|_| CallError::Offline);
    drop(timer);
    let response = response?;
    if response.ok() {
        return Ok(response);
    }
    let status = response.status();
    let wait = response.headers().get("retry-after").and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    let said = response.text().await.unwrap_or_default();
    let code = match serde_json::from_str::<ErrorBody>(&said) {
        Ok(body) => body.code,
        // A HEAD has no body to say why.
        Err(_) if status == 404 => ErrorCode::NotFound,
        Err(_) if status == 401 => ErrorCode::SignInNeeded,
        // Not our words: a proxy, or a captive portal.
        Err(_) => return Err(CallError::Offline),
    };
    Err(CallError::Refused(Refused { code, wait_ms: wait * 1_000, status }))
}

/// Reads our JSON. Anything else came from somebody in between.
async fn read<R: DeserializeOwned>(response: Response) -> Result<R, CallError> {
    let text = response.text().await.map_err(|_| CallError::Offline)?;
    serde_json::from_str(&text).map_err(|_| CallError::Offline)
}

fn net_error(error: CallError) -> NetError {
    match error {
        CallError::Offline => NetError::Offline,
        CallError::Refused(refused) => match (refused.code, refused.status) {
            (ErrorCode::SignInNeeded | ErrorCode::AccountInactive | ErrorCode::BadCredentials, _) | (_, 401) => NetError::SignIn,
            (ErrorCode::EpochChanged, _) => NetError::Epoch,
            (ErrorCode::UpdateNeeded, _) | (_, 426) => NetError::Update,
            (ErrorCode::TooMany | ErrorCode::Unavailable, _) => NetError::Busy(refused.wait_ms),
            _ => NetError::Server,
        },
    }
}

fn upload_answer(answer: Result<UploadState, CallError>) -> UploadAnswer {
    match answer {
        Ok(state) => UploadAnswer::State(state),
        Err(CallError::Refused(refused)) => match refused.code {
            ErrorCode::NotFound => UploadAnswer::Unknown,
            ErrorCode::OffsetMismatch => UploadAnswer::OffsetMismatch,
            ErrorCode::HashMismatch => UploadAnswer::Damaged,
            ErrorCode::BadRequest | ErrorCode::TooLarge => UploadAnswer::Refused("refused".to_owned()),
            _ => UploadAnswer::Net(net_error(CallError::Refused(refused))),
        },
        Err(CallError::Offline) => UploadAnswer::Net(NetError::Offline),
    }
}
