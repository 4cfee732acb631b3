//! One session of the camera: what is open, and the loop that reads it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::{Callable, Callback};
use protocol::scan::Size;
use web_sys::HtmlVideoElement;

use super::pace::Pace;
use crate::platform::camera::{self, Camera};
use crate::platform::clock::now_ms;
use crate::platform::local_settings;
use crate::platform::page::is_hidden;
use crate::platform::scanner_worker::{Answer, Reader, Scanner};
use crate::platform::wake_lock::{ScreenOn, keep_screen_on};
use crate::state::ports::{CameraError, CameraView, ScanEvent, Seen, Zoom};

/// Which camera was used last.
pub(super) const CAMERA: &str = "camera";
/// Whether the light was on.
pub(super) const TORCH: &str = "torch";
/// While there is nothing to read: between two looks, in milliseconds.
const IDLE_MS: u32 = 60;
/// How long a worker that died is waited for.
const RESTART_MS: u32 = 100;
/// An outline stays so long after its last sight: not every frame tries everything.
const GONE_MS: f64 = 350.0;

/// What is open. One for the whole app.
#[derive(Default)]
pub(super) struct Session {
    /// Counts sessions: a loop of an older one ends.
    number: Cell<u32>,
    /// Shared with what asks it for light or zoom at this moment.
    camera: RefCell<Option<Rc<Camera>>>,
    scanner: RefCell<Option<Rc<Scanner>>>,
    /// The company reads rare symbologies too.
    more: Cell<bool>,
    /// Whether anybody waits for a code. The page says so whenever it changes, also before the session begins.
    looking: Cell<bool>,
    /// The picture is held.
    pub frozen: Cell<bool>,
    /// The camera was let go of while the app is behind another one.
    asleep: Cell<bool>,
    /// A person did something.
    touched: Cell<bool>,
    /// Whom to tell, while a session runs.
    events: RefCell<Option<Callback<ScanEvent>>>,
    screen: RefCell<Option<ScreenOn>>,
}

impl Session {
    /// A new session, told to `events`. Answers its number.
    pub fn begin(&self, events: Callback<ScanEvent>) -> u32 {
        self.close();
        *self.events.borrow_mut() = Some(events);
        self.number.get()
    }

    /// The number of the session that runs now.
    pub fn number(&self) -> u32 {
        self.number.get()
    }

    /// Whether the session `number` still runs.
    pub fn is_current(&self, number: u32) -> bool {
        self.number.get() == number
    }

    /// Lets go of everything.
    pub fn close(&self) {
        self.number.set(self.number.get().wrapping_add(1));
        self.camera.borrow_mut().take();
        self.screen.borrow_mut().take();
        self.events.borrow_mut().take();
        self.frozen.set(false);
        self.asleep.set(false);
    }

    /// Whether rare symbologies are read too. A reader of the other kind is let go of.
    pub fn read_more(&self, more: bool) {
        if self.more.replace(more) != more {
            self.scanner.borrow_mut().take();
        }
    }

    /// The camera, while it is open.
    pub fn camera(&self) -> Option<Rc<Camera>> {
        self.camera.borrow().clone()
    }

    /// Closes the camera, for another to be opened.
    pub fn let_go(&self) {
        self.camera.borrow_mut().take();
    }

    /// Whether anybody waits for a code.
    pub fn look(&self, on: bool) {
        self.looking.set(on);
        self.touch();
    }

    /// A person did something: no time to rest.
    pub fn touch(&self) {
        self.touched.set(true);
    }

    /// Tells the page, if there is one.
    pub fn tell(&self, event: ScanEvent) {
        if let Some(events) = &*self.events.borrow() {
            events.try_run(event);
        }
    }

    /// The reader, started if it is not there.
    pub async fn scanner(&self) -> Option<Rc<Scanner>> {
        if let Some(scanner) = self.scanner.borrow().as_ref().filter(|s| !s.is_dead()) {
            return Some(scanner.clone());
        }
        let scanner = match self.more.get() {
            // Not on this phone yet, and no signal: the usual symbologies are read meanwhile.
            true => match Scanner::start(Reader::Larger).await {
                Some(scanner) => scanner,
                None => Scanner::start(Reader::Usual).await?,
            },
            false => Scanner::start(Reader::Usual).await?,
        };
        let scanner = Rc::new(scanner);
        *self.scanner.borrow_mut() = Some(scanner.clone());
        Some(scanner)
    }

    /// Opens the camera for the session `number`. `None`: the page was left meanwhile, and the camera was let go of.
    pub async fn open(&self, number: u32, video: &HtmlVideoElement) -> Option<Result<CameraView, CameraError>> {
        let wished = local_settings::get(CAMERA);
        let camera = match camera::open(video, wished.as_deref()).await {
            Ok(camera) => camera,
            Err(error) => return self.is_current(number).then(|| Err(camera_error(error))),
        };
        let torch = camera.has_torch();
        let torch_on = torch && local_settings::get(TORCH).is_some() && camera.torch(true).await;
        let can_switch = camera::list().await.len() > 1;
        if !self.is_current(number) {
            return None;
        }
        let zoom = camera.zoom_range().map(|range| Zoom {
            least: range.least,
            most: range.most,
            step: range.step,
            now: range.now,
        });
        self.frozen.set(false);
        *self.camera.borrow_mut() = Some(Rc::new(camera));
        Some(Ok(CameraView { torch, torch_on, can_switch, zoom }))
    }

    /// Opens camera and reader, and reads until another session begins.
    pub async fn run(self: Rc<Self>, number: u32, video: HtmlVideoElement) {
        // Camera and reader start together: the slower one decides.
        let (opened, scanner) = futures_util::future::join(self.open(number, &video), self.scanner()).await;
        let Some(opened) = opened.filter(|_| self.is_current(number)) else { return };
        match opened {
            Ok(view) => self.tell(ScanEvent::Started(view)),
            Err(error) => return self.tell(ScanEvent::Failed(error)),
        }
        if let Some(scanner) = &scanner {
            scanner.reset();
        }
        self.stay_awake(number);
        self.read(number, video, scanner).await;
    }

    /// Keeps the screen on. Asked beside the reading: some phones think about it for a while.
    fn stay_awake(self: &Rc<Self>, number: u32) {
        let session = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let screen = keep_screen_on().await;
            if session.is_current(number) {
                *session.screen.borrow_mut() = screen;
            }
        });
    }

    async fn read(self: Rc<Self>, number: u32, video: HtmlVideoElement, mut reader: Option<Rc<Scanner>>) {
        let mut pace = Pace::new(now_ms() as f64);
        let mut last_seen = None;
        while self.is_current(number) {
            let now = now_ms() as f64;
            if self.touched.take() {
                pace.is_used(now);
            }
            if pace.may_rest(now) {
                self.tell(ScanEvent::Resting);
                return self.close();
            }
            if is_hidden() {
                last_seen = self.forget(last_seen, f64::INFINITY);
                self.sleep();
                TimeoutFuture::new(IDLE_MS).await;
                continue;
            }
            if self.asleep.take() {
                pace.is_used(now);
                match self.open(number, &video).await {
                    Some(Ok(view)) => self.tell(ScanEvent::Started(view)),
                    Some(Err(error)) => {
                        self.tell(ScanEvent::Failed(error));
                        return self.close();
                    }
                    None => return,
                }
                self.stay_awake(number);
            }
            // Away for a moment: another camera is opened.
            let state = self.camera().map(|camera| (camera.is_gone(), camera.has_picture()));
            let (gone, ready) = state.unwrap_or_default();
            if gone {
                // A call, another app, iOS showing black: open it again.
                self.let_go();
                if let Some(Err(error)) = self.open(number, &video).await {
                    self.tell(ScanEvent::Failed(error));
                    return self.close();
                }
                continue;
            }
            if !ready || self.frozen.get() || !self.looking.get() {
                last_seen = self.forget(last_seen, f64::INFINITY);
                TimeoutFuture::new(IDLE_MS).await;
                continue;
            }
            let Some(scanner) = reader.clone().filter(|s| !s.is_dead()) else {
                TimeoutFuture::new(RESTART_MS).await;
                reader = self.scanner().await;
                continue;
            };
            let answer = scanner.frame(&video).await;
            let pause = match answer.filter(|_| self.is_current(number) && self.looking.get()) {
                Some(Answer { codes, size, took_ms }) if !codes.is_empty() => {
                    let now = now_ms() as f64;
                    pace.is_used(now);
                    last_seen = Some(now);
                    self.tell(ScanEvent::Saw(Seen { codes, size }));
                    pace.after_frame(took_ms)
                }
                Some(Answer { took_ms, .. }) => {
                    last_seen = self.forget(last_seen, now_ms() as f64);
                    pace.after_frame(took_ms)
                }
                None => IDLE_MS,
            };
            TimeoutFuture::new(pause).await;
        }
    }

    /// Another app is in front: no picture is taken that nobody looks at.
    fn sleep(&self) {
        if self.camera().is_some() {
            self.let_go();
            self.screen.borrow_mut().take();
            self.asleep.set(true);
        }
    }

    /// Tells once that nothing is in view any more.
    fn forget(&self, last_seen: Option<f64>, now: f64) -> Option<f64> {
        let still = last_seen.filter(|at| now - at <= GONE_MS);
        if last_seen.is_some() && still.is_none() {
            self.tell(ScanEvent::Saw(Seen { codes: Vec::new(), size: Size { width: 0, height: 0 } }));
        }
        still
    }
}

fn camera_error(error: camera::CameraError) -> CameraError {
    match error {
        camera::CameraError::Denied => CameraError::Denied,
        camera::CameraError::Missing => CameraError::Missing,
        camera::CameraError::Busy => CameraError::Busy,
        camera::CameraError::Insecure => CameraError::Insecure,
        camera::CameraError::Other => CameraError::Other,
    }
}
