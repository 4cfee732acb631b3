//! The thin shell between the page's messages and the scanner that the program brings, [`Scanner`] by the name here.
//!
//! Never here: anything about finding or reading codes.

mod answer;
mod pixels;
mod planes;

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use js_sys::Reflect;
use protocol::scan::{HEAD_FIELD, PIXELS_FIELD, Pixels, Reply, Request, Size, VERSION};
use scanner::Luma;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::Scanner;
use pixels::Source;

/// Answers messages for as long as the worker lives.
pub(crate) fn listen() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let worker = Rc::new(Worker::default());
    let answering = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let (worker, scope) = (worker.clone(), answering.clone());
        // The browser copies a frame's pixels in its own time.
        spawn_local(async move {
            if let Some(reply) = worker.answer(&scope, &event.data()).await {
                post(&scope, &reply);
            }
        });
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker listens until it is ended from outside: there is nothing to hand the closure back to.
    on_message.forget();
    post(&scope, &Reply::Ready { version: VERSION.to_owned() });
}

#[derive(Default)]
struct Worker {
    scanner: RefCell<Scanner>,
    source: Source,
}

impl Worker {
    async fn answer(&self, scope: &DedicatedWorkerGlobalScope, message: &JsValue) -> Option<Reply> {
        let start = now(scope);
        let request = match head(message) {
            Ok(request) => request,
            Err(problem) => {
                return Some(Reply::Failed { id: None, reason: problem.0 });
            }
        };
        let (id, layout, is_still) = match request {
            Request::Frame { id, pixels } => (id, pixels, false),
            Request::Still { id, pixels } => (id, pixels, true),
            Request::Reset => {
                self.scanner.borrow_mut().reset();
                return None;
            }
        };
        Some(match self.read(message, layout, is_still, start).await {
            Ok((detections, size)) => Reply::Read { id, detections, size, elapsed_ms: now(scope) - start },
            Err(problem) => Reply::Failed { id: Some(id), reason: problem.0 },
        })
    }

    async fn read(
        &self,
        message: &JsValue,
        layout: Pixels,
        is_still: bool,
        now_ms: f64,
    ) -> Result<(Vec<protocol::scan::Detection>, Size), Problem> {
        let pixels = Reflect::get(message, &PIXELS_FIELD.into())?;
        let frame = self.source.grey(&pixels, layout).await?;
        let view: Luma<'_> = frame.view();
        let size = Size { width: view.width() as u32, height: view.height() as u32 };
        // From here on nothing waits: no other message finds the scanner taken.
        let mut scanner = self.scanner.borrow_mut();
        let detections = if is_still {
            scanner.read_still(view).into_iter().map(answer::of_still).collect()
        } else {
            scanner.read_frame(view, now_ms).into_iter().map(answer::of_sighting).collect()
        };
        Ok((detections, size))
    }
}

fn head(message: &JsValue) -> Result<Request, Problem> {
    let head = Reflect::get(message, &HEAD_FIELD.into())?;
    let head = head.as_string().ok_or(Problem("a message without a head".to_owned()))?;
    Request::read(&head).map_err(Problem::from)
}

fn post(scope: &DedicatedWorkerGlobalScope, reply: &Reply) {
    if let Ok(json) = reply.to_json() {
        // It fails only where the worker is being ended: nobody is left to tell.
        let _ = scope.post_message(&json.into());
    }
}

/// Milliseconds by the worker's own clock, which never goes back.
fn now(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |performance| performance.now())
}

/// Why a request could not be carried out, for the log.
#[derive(Debug)]
struct Problem(String);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<JsValue> for Problem {
    fn from(value: JsValue) -> Self {
        let text = value.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        Self(text.or_else(|| value.as_string()).unwrap_or_else(|| "an unknown error".to_owned()))
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<scanner::FrameError> for Problem {
    fn from(error: scanner::FrameError) -> Self {
        Self(error.to_string())
    }
}
