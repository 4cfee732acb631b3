//! One call: its deadlines, and whether an answer is ours. Nothing here knows who is signed in.

use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use protocol::error::{ErrorBody, ErrorCode};
use protocol::paths;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, ReadableStream};

/// How long the server may take to answer an ordinary call, in milliseconds.
pub const DEADLINE_MS: u32 = 10_000;
/// How long a chunk may take on its way up, and any body on its way down: a page of rows over a poor line.
pub const BYTES_DEADLINE_MS: u32 = 60_000;

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

/// A yes. Its body is still on the way, and has a deadline of its own: a line that stalls in the middle of a page must
/// not hold up the queue behind it.
pub struct Answer {
    response: Response,
    abort: Option<AbortController>,
    deadline: Timeout,
}

/// A body that nobody waits for any more ends: a line that is open for hints would stay open otherwise.
impl Drop for Answer {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

impl Answer {
    /// A header, if it is there.
    pub fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name)
    }

    /// Our JSON. Anything else came from somebody in between.
    pub async fn json<R: DeserializeOwned>(self) -> Result<R, CallError> {
        let text = self.response.text().await.map_err(|_| CallError::Offline)?;
        serde_json::from_str(&text).map_err(|_| CallError::Offline)
    }

    /// Done, without a word. A page of somebody in between has words.
    pub fn nothing(self) -> Result<(), CallError> {
        if self.response.status() == 204 { Ok(()) } else { Err(CallError::Offline) }
    }

    /// The body, as it comes.
    pub fn body(&self) -> Option<ReadableStream> {
        self.response.body()
    }

    /// The deadline of the body begins anew: something came.
    pub fn wait_on(&mut self) {
        self.deadline = stop_after(self.abort.as_ref(), BYTES_DEADLINE_MS);
    }

    /// The bytes of a picture, with their media type. A captive portal's page is none.
    pub async fn picture(self) -> Result<(Vec<u8>, String), CallError> {
        let mime = self.header("content-type").filter(|mime| mime.starts_with("image/")).ok_or(CallError::Offline)?;
        let bytes = self.response.binary().await.map_err(|_| CallError::Offline)?;
        Ok((bytes, mime))
    }
}

/// A request that says that it is the app's.
pub fn request(method: Method, path: &str) -> RequestBuilder {
    RequestBuilder::new(path).method(method).header(paths::CLIENT_HEADER, "1")
}

/// The JSON of `body`, as the browser sends it.
pub fn json_body<T: Serialize>(body: &T) -> Result<JsValue, CallError> {
    serde_json::to_string(body).map(|text| JsValue::from_str(&text)).map_err(|_| CallError::Offline)
}

/// Says that the body is JSON.
pub fn as_json(request: RequestBuilder) -> RequestBuilder {
    request.header("Content-Type", "application/json")
}

/// Sends, and waits for `deadline` milliseconds until the answer begins.
pub async fn send(request: RequestBuilder, body: Option<JsValue>, deadline: u32) -> Result<Answer, CallError> {
    let abort = AbortController::new().ok();
    let request = request.abort_signal(abort.as_ref().map(AbortController::signal).as_ref());
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let until_it_begins = stop_after(abort.as_ref(), deadline);
    let sent = request.map_err(|_| CallError::Offline)?.send().await;
    drop(until_it_begins);
    let response = sent.map_err(|_| CallError::Offline)?;
    let deadline = stop_after(abort.as_ref(), BYTES_DEADLINE_MS);
    let answer = Answer { response, abort, deadline };
    if answer.response.ok() { Ok(answer) } else { Err(refusal(answer).await) }
}

fn stop_after(abort: Option<&AbortController>, ms: u32) -> Timeout {
    let abort = abort.cloned();
    Timeout::new(ms, move || {
        if let Some(abort) = abort {
            abort.abort();
        }
    })
}

async fn refusal(answer: Answer) -> CallError {
    let status = answer.response.status();
    let wait = answer.header("retry-after").and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    let said = answer.response.text().await.unwrap_or_default();
    let code = match serde_json::from_str::<ErrorBody>(&said) {
        Ok(body) => body.code,
        // A HEAD has no body to say why.
        Err(_) if said.is_empty() && status == 404 => ErrorCode::NotFound,
        Err(_) if said.is_empty() && status == 401 => ErrorCode::SignInNeeded,
        // Not our words: a proxy, or a captive portal.
        Err(_) => return CallError::Offline,
    };
    CallError::Refused(Refused { code, wait_ms: wait * 1_000, status })
}
