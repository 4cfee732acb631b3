//! The way to the server: every call with a deadline, every failure with a meaning.
//!
//! Being online is learnt from answers. A captive portal answers too, with a page of its own: only what is ours counts.

mod accounts;
mod ahead;
mod call;
mod lines;
mod meaning;
mod owner;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::lock::Mutex;
use gloo_net::http::{Method, RequestBuilder};
use protocol::auth::{InviteRequest, InviteResponse, LoginRequest, Session, SetUpRequest};
use protocol::blobs::{AnnounceRequest, Rendition, UploadState};
use protocol::parcel::HandIn;
use protocol::paths;
use protocol::phones::Phones;
use protocol::sync::{Hint, PullRequest, PushRequest, PushResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sync::client::uploads::UploadAnswer;
use sync::client::{NetError, Page};
use uuid::Uuid;
use wasm_bindgen::JsValue;

use ahead::Ahead;
use call::{Answer, BYTES_DEADLINE_MS, DEADLINE_MS, as_json, json_body, request, send};
pub use call::{CallError, Refused};
use lines::Lines;
use meaning::{net_error, upload_answer};

/// The server, as the app sees it. Cloned handles share the sign-in.
#[derive(Clone, Default)]
pub struct HttpApi {
    token: Rc<RefCell<Option<String>>>,
    /// One renewal at a time, for all calls that find the access token over.
    renewing: Rc<Mutex<()>>,
    ahead: Rc<Ahead>,
    /// The photo store could not be asked.
    photos_themselves: Rc<Cell<bool>>,
}

/// A page of rows.
#[derive(Debug)]
pub struct Pulled {
    /// The page.
    pub page: Page,
    /// It was made when it was asked for. Else it may have been on its way for a while, and its time tells nothing.
    pub is_fresh: bool,
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
        drop(self.authorised(|r| r, Method::POST, paths::LOGOUT, None, DEADLINE_MS).await);
        self.token.borrow_mut().take();
    }

    /// Makes an account.
    pub async fn invite(&self, request: &InviteRequest) -> Result<InviteResponse, CallError> {
        self.ask(paths::USERS, request).await
    }

    /// Phones of the company.
    pub async fn phones(&self) -> Result<Phones, CallError> {
        self.authorised(|r| r, Method::GET, paths::PHONES, None, DEADLINE_MS).await?.json().await
    }

    /// Hands in edits of somebody else.
    pub async fn hand_in(&self, parcel: &HandIn) -> Result<PushResponse, CallError> {
        self.ask(paths::HAND_IN, parcel).await
    }

    /// Hands in edits.
    pub async fn push(&self, request: &PushRequest) -> Result<PushResponse, NetError> {
        self.ask(paths::PUSH, request).await.map_err(net_error)
    }

    /// Asks for rows.
    pub async fn pull(&self, request: &PullRequest) -> Result<Pulled, NetError> {
        if let Some(page) = self.ahead.page(request).await {
            return Ok(Pulled { page, is_fresh: false });
        }
        let asked = self.ahead.wanted(request);
        let answer = async {
            let body = Some(json_body(&asked)?);
            let answer = self.authorised(as_json, Method::POST, paths::PULL, body, DEADLINE_MS).await?;
            self.ahead.first(answer).await
        };
        answer.await.map(|page| Pulled { page, is_fresh: true }).map_err(net_error)
    }

    /// Announces bytes.
    pub async fn announce(&self, request: &AnnounceRequest) -> UploadAnswer {
        upload_answer(self.ask(paths::BLOBS, request).await)
    }

    /// Sends the chunk that starts at `offset`.
    pub async fn send_chunk(&self, upload: Uuid, offset: u64, bytes: &[u8], sha256: &str) -> UploadAnswer {
        let path = format!("{}/{upload}", paths::BLOBS);
        let body = js_sys::Uint8Array::from(bytes);
        let with_place = |request: RequestBuilder| {
            request.header(paths::UPLOAD_OFFSET, &offset.to_string()).header(paths::CHUNK_SHA256, sha256)
        };
        match self.authorised(with_place, Method::PATCH, &path, Some(body.into()), BYTES_DEADLINE_MS).await {
            Ok(answer) => upload_answer(answer.json().await),
            Err(error) => upload_answer(Err(error)),
        }
    }

    /// Asks how many bytes of an upload are there.
    pub async fn ask_offset(&self, upload: Uuid) -> UploadAnswer {
        let path = format!("{}/{upload}", paths::BLOBS);
        match self.authorised(|r| r, Method::HEAD, &path, None, DEADLINE_MS).await {
            Ok(answer) => match answer.header(paths::UPLOAD_OFFSET).and_then(|text| text.parse().ok()) {
                Some(offset) => UploadAnswer::State(UploadState::Receiving { upload, offset }),
                None => UploadAnswer::Net(NetError::Offline),
            },
            Err(error) => upload_answer(Err(error)),
        }
    }

    /// The bytes of a photo, with their media type. The server may send the browser to its photo store for them. Where
    /// that is out of reach or lets no page of ours in, the server gives them itself, and is asked to from then on.
    pub async fn photo(&self, photo: Uuid, rendition: Rendition) -> Result<(Vec<u8>, String), CallError> {
        let path = format!("{}/{photo}/{}", paths::PHOTOS, rendition.name());
        let itself = format!("{path}?{}", paths::PHOTO_ITSELF);
        if !self.photos_themselves.get() {
            match self.picture(&path).await {
                Err(CallError::Offline) => {}
                answered => return answered,
            }
        }
        let picture = self.picture(&itself).await?;
        self.photos_themselves.set(true);
        Ok(picture)
    }

    async fn picture(&self, path: &str) -> Result<(Vec<u8>, String), CallError> {
        self.authorised(|r| r, Method::GET, path, None, BYTES_DEADLINE_MS).await?.picture().await
    }

    /// Listens for hints that the company's rows have grown, until the line ends, stalls, or `heard` has enough. Each
    /// hint is the sequence number that the server stands at; what was told but cannot be read counts as any.
    pub async fn hints(&self, mut heard: impl FnMut(Option<u64>) -> bool) {
        let Ok(answer) = self.authorised(|r| r, Method::GET, paths::EVENTS, None, DEADLINE_MS).await else { return };
        let Some(mut lines) = Lines::of(answer) else { return };
        while let Some(line) = lines.next().await {
            let hint =
                line.strip_prefix(b"data:").map(|data| serde_json::from_slice(data).ok().map(|hint: Hint| hint.seq));
            // A comment keeps the line open; it is handed on as nothing new.
            if !heard(hint.unwrap_or(Some(0))) {
                return;
            }
        }
    }

    fn keep(&self, session: Session) -> Result<Session, CallError> {
        *self.token.borrow_mut() = Some(session.access_token.clone());
        Ok(session)
    }

    async fn ask<T: Serialize, R: DeserializeOwned>(&self, path: &str, body: &T) -> Result<R, CallError> {
        self.authorised(as_json, Method::POST, path, Some(json_body(body)?), DEADLINE_MS).await?.json().await
    }

    /// A call in somebody's name. The access token is renewed once when it is over.
    async fn authorised(
        &self,
        shape: impl Fn(RequestBuilder) -> RequestBuilder,
        method: Method,
        path: &str,
        body: Option<JsValue>,
        deadline: u32,
    ) -> Result<Answer, CallError> {
        let attempt = async |token: &str| {
            let request = shape(request(method.clone(), path)).header("Authorization", &format!("Bearer {token}"));
            send(request, body.clone(), deadline).await
        };
        let token = match self.token() {
            Some(token) => token,
            None => self.renewed(None).await?,
        };
        match attempt(&token).await {
            Err(CallError::Refused(Refused { status: 401, .. })) => attempt(&self.renewed(Some(token)).await?).await,
            outcome => outcome,
        }
    }

    fn token(&self) -> Option<String> {
        self.token.borrow().clone()
    }

    /// An access token newer than `over`. Calls that find it over at the same moment share one renewal: each would
    /// otherwise use up a refresh token.
    async fn renewed(&self, over: Option<String>) -> Result<String, CallError> {
        let _turn = self.renewing.lock().await;
        match self.token() {
            Some(token) if Some(&token) != over.as_ref() => Ok(token),
            _ => Ok(self.refresh().await?.access_token),
        }
    }
}

async fn post<T: Serialize, R: DeserializeOwned>(path: &str, body: &T) -> Result<R, CallError> {
    let request = as_json(request(Method::POST, path));
    send(request, Some(json_body(body)?), DEADLINE_MS).await?.json().await
}
