//! The barcode reader in its worker: started at first use, fed one picture at a time, replaced when it dies.

mod picture;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Reflect};
use protocol::scan::{Detection, HEAD_FIELD, PIXELS_FIELD, Pixels, Reply, Request, Size, VERSION};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlVideoElement, MessageEvent, Worker};

use super::listener::Listener;

/// How long a frame may take before the worker counts as hung, in milliseconds. Slow phones need a tenth of it.
const FRAME_MS: u32 = 5_000;
/// How long a photo of a code may take.
const STILL_MS: u32 = 30_000;

/// Which reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The symbologies of stock.
    Usual,
    /// Rare ones too.
    Larger,
}

/// Where the page says the worker of its own build starts. The name holds a hash, so that no build starts another's.
fn script(reader: Reader) -> Option<String> {
    let page = web_sys::window()?.document()?;
    let named = match reader {
        Reader::Usual => "meta[name=scanner]",
        Reader::Larger => "meta[name=scanner-more]",
    };
    page.query_selector(named).ok()??.get_attribute("content")
}

/// What a picture showed.
#[derive(Debug)]
pub struct Answer {
    /// The codes, the best proven first.
    pub codes: Vec<Detection>,
    /// The size of the picture that their outlines refer to.
    pub size: Size,
    /// How long the reader took, in milliseconds.
    pub took_ms: f64,
}

impl Answer {
    /// Of a picture that could not be read.
    const NONE: Self = Self { codes: Vec::new(), size: Size { width: 0, height: 0 }, took_ms: 0.0 };
}

/// A reader. Dropped, its worker ends.
pub struct Scanner {
    worker: Worker,
    state: Rc<State>,
    _listeners: [Listener; 2],
}

#[derive(Default)]
struct State {
    next_id: Cell<u32>,
    dead: Cell<bool>,
    ready: RefCell<Option<oneshot::Sender<bool>>>,
    waiting: RefCell<HashMap<u32, oneshot::Sender<Answer>>>,
}

impl State {
    /// Whoever waits learns that no answer comes.
    fn die(&self) {
        self.dead.set(true);
        self.ready.borrow_mut().take();
        self.waiting.borrow_mut().clear();
    }

    fn heard(&self, text: &str) {
        match serde_json::from_str::<Reply>(text) {
            Ok(Reply::Ready { version }) => {
                if let Some(ready) = self.ready.borrow_mut().take() {
                    ready.send(version == VERSION).ok();
                }
            }
            Ok(Reply::Read { id, detections: codes, size, elapsed_ms: took_ms }) => {
                self.answer(id, Answer { codes, size, took_ms });
            }
            Ok(Reply::Failed { id: Some(id), .. }) => self.answer(id, Answer::NONE),
            _ => {}
        }
    }

    fn answer(&self, id: u32, answer: Answer) {
        if let Some(waiting) = self.waiting.borrow_mut().remove(&id) {
            waiting.send(answer).ok();
        }
    }
}

impl Scanner {
    /// Starts a worker and waits until it listens. `None`: it cannot be had, or is of another build.
    pub async fn start(reader: Reader) -> Option<Self> {
        let worker = Worker::new(&script(reader)?).ok()?;
        let state = Rc::new(State::default());
        let (tell, told) = oneshot::channel();
        *state.ready.borrow_mut() = Some(tell);
        let heard = state.clone();
        let message = Listener::new(&worker, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().and_then(|m| m.data().as_string());
            if let Some(text) = data {
                heard.heard(&text);
            }
        });
        let died = state.clone();
        let error = Listener::new(&worker, "error", move |_| died.die());
        let scanner = Self { worker, state, _listeners: [message, error] };
        told.await.ok().filter(|same_build| *same_build).map(|_| scanner)
    }

    /// Whether the worker is gone: a new one is needed.
    pub fn is_dead(&self) -> bool {
        self.state.dead.get()
    }

    /// Forgets what earlier frames showed.
    pub fn reset(&self) {
        self.post(&Request::Reset, None);
    }

    /// Reads one frame of a video. `None`: no picture yet, or the worker died.
    pub async fn frame(&self, video: &HtmlVideoElement) -> Option<Answer> {
        let (pixels, picture) = picture::of_video(video).await?;
        self.ask(|id| Request::Frame { id, pixels }, picture, FRAME_MS).await
    }

    /// Reads what a video shows as a photo, taking its time.
    pub async fn held_frame(&self, video: &HtmlVideoElement) -> Option<Answer> {
        let (pixels, picture) = picture::of_video(video).await?;
        self.ask(|id| Request::Still { id, pixels }, picture, STILL_MS).await
    }

    /// Reads a photo of a code, taking its time.
    pub async fn still(&self, file: &JsValue) -> Option<Answer> {
        let picture = picture::bitmap(file).await?;
        self.ask(|id| Request::Still { id, pixels: Pixels::Picture }, picture, STILL_MS).await
    }

    async fn ask(&self, request: impl FnOnce(u32) -> Request, picture: JsValue, deadline: u32) -> Option<Answer> {
        let id = self.state.next_id.get().wrapping_add(1);
        self.state.next_id.set(id);
        let (tell, told) = oneshot::channel();
        self.state.waiting.borrow_mut().insert(id, tell);
        self.post(&request(id), Some(picture));
        match select(told, TimeoutFuture::new(deadline)).await {
            Either::Left((answer, _)) => answer.ok(),
            Either::Right(_) => {
                // Whoever asks next finds it dead and starts another.
                self.state.die();
                None
            }
        }
    }

    fn post(&self, request: &Request, picture: Option<JsValue>) {
        let Ok(head) = serde_json::to_string(request) else { return };
        let message = Object::new();
        drop(Reflect::set(&message, &HEAD_FIELD.into(), &head.into()));
        let transfer = Array::new();
        if let Some(picture) = picture {
            drop(Reflect::set(&message, &PIXELS_FIELD.into(), &picture));
            // Handed over, not copied.
            transfer.push(&picture);
        }
        if self.worker.post_message_with_transfer(&message, &transfer).is_err() {
            self.state.die();
        }
    }
}

impl Drop for Scanner {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
