//! The camera as a barcode reader: one session at a time, restarted when the system takes the picture away.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::{Callable, Callback};
use protocol::scan::Detection;
use web_sys::{File, HtmlVideoElement};

use crate::platform::camera::{self, Camera};
use crate::platform::page::is_hidden;
use crate::platform::scanner_worker::Scanner;
use crate::platform::wake_lock::{ScreenOn, keep_screen_on};
use crate::platform::{local_settings, sound};
use crate::state::ports::{CameraError, CameraView, Later, Scan, ScanEvent};

/// Which camera was used last.
const CAMERA: &str = "camera";
/// Whether the light was on.
const TORCH: &str = "torch";
/// Between two frames at least, so that a fast phone does not heat up for nothing.
const PAUSE_MS: u32 = 30;
/// How long a worker that died is waited for.
const RESTART_MS: u32 = 300;

/// The reader and its camera.
#[derive(Default, Clone)]
pub struct AppScan(Rc<Session>);

#[derive(Default)]
struct Session {
    /// Counts sessions: a loop of an older one ends.
    number: Cell<u32>,
    camera: RefCell<Option<Camera>>,
    scanner: RefCell<Option<Rc<Scanner>>>,
    torch_on: Cell<bool>,
    /// Whom to tell, while a session runs.
    events: RefCell<Option<Callback<ScanEvent>>>,
    screen: RefCell<Option<ScreenOn>>,
}

impl Session {
    fn is_current(&self, number: u32) -> bool {
        self.number.get() == number
    }

    /// The reader, started if it is not there.
    async fn scanner(&self) -> Option<Rc<Scanner>> {
        if let Some(scanner) = self.scanner.borrow().as_ref().filter(|s| !s.is_dead()) {
            return Some(scanner.clone());
        }
        let scanner = Rc::new(Scanner::start().await?);
        *self.scanner.borrow_mut() = Some(scanner.clone());
        Some(scanner)
    }

    /// Opens the camera for the session `number`. `None`: the page was left meanwhile, and the camera was let go of.
    async fn open(&self, number: u32, video: &HtmlVideoElement) -> Option<Result<CameraView, CameraError>> {
        let wished = local_settings::get(CAMERA);
        let camera = match camera::open(video, wished.as_deref()).await {
            Ok(camera) => camera,
            Err(error) => return self.is_current(number).then(|| Err(camera_error(error))),
        };
        let torch = camera.has_torch();
        let on = torch && local_settings::get(TORCH).is_some() && camera.torch(true).await;
        let can_switch = camera::list().await.len() > 1;
        if !self.is_current(number) {
            return None;
        }
        self.torch_on.set(on);
        *self.camera.borrow_mut() = Some(camera);
        Some(Ok(CameraView { torch, torch_on: on, can_switch }))
    }

    fn close(&self) {
        self.number.set(self.number.get().wrapping_add(1));
        self.camera.borrow_mut().take();
        self.screen.borrow_mut().take();
        self.events.borrow_mut().take();
    }

    fn tell(&self, event: ScanEvent) {
        if let Some(events) = &*self.events.borrow() {
            events.try_run(event);
        }
    }

    async fn run(self: Rc<Self>, number: u32, video: HtmlVideoElement, events: Callback<ScanEvent>) {
        // Camera and reader start together: the slower one decides.
        let (opened, scanner) = futures_util::future::join(self.open(number, &video), self.scanner()).await;
        let Some(opened) = opened.filter(|_| self.is_current(number)) else { return };
        let told = match opened {
            Ok(view) => events.try_run(ScanEvent::Started(view)),
            Err(error) => {
                events.try_run(ScanEvent::Failed(error));
                return;
            }
        };
        if told.is_none() {
            return;
        }
        let screen = keep_screen_on().await;
        if !self.is_current(number) {
            return;
        }
        *self.screen.borrow_mut() = screen;
        let mut reader = scanner;
        if let Some(reader) = &reader {
            reader.reset();
        }
        while self.is_current(number) {
            TimeoutFuture::new(PAUSE_MS).await;
            let state = self.camera.borrow().as_ref().map(|camera| (camera.is_gone(), camera.has_picture()));
            // Away for a moment: another camera is opened, or the light is switched.
            let Some((gone, ready)) = state else { continue };
            if gone && !is_hidden() {
                // A call, another app, iOS showing black: open it again.
                self.camera.borrow_mut().take();
                if let Some(Err(error)) = self.open(number, &video).await {
                    self.screen.borrow_mut().take();
                    events.try_run(ScanEvent::Failed(error));
                    return;
                }
                continue;
            }
            if !ready || is_hidden() {
                continue;
            }
            let Some(scanner) = reader.clone().filter(|s| !s.is_dead()) else {
                TimeoutFuture::new(RESTART_MS).await;
                reader = self.scanner().await;
                continue;
            };
            let found = scanner.frame(&video).await.unwrap_or_default();
            if !found.is_empty() && self.is_current(number) {
                events.try_run(ScanEvent::Found(found));
            }
        }
    }
}

impl Scan for AppScan {
    fn start(&self, video: HtmlVideoElement, events: Callback<ScanEvent>) {
        let session = self.0.clone();
        session.close();
        let number = session.number.get();
        *session.events.borrow_mut() = Some(events);
        wasm_bindgen_futures::spawn_local(session.run(number, video, events));
    }

    fn stop(&self) {
        self.0.close();
    }

    fn switch(&self) {
        let session = self.0.clone();
        let number = session.number.get();
        wasm_bindgen_futures::spawn_local(async move {
            let cameras = camera::list().await;
            let (current, video) = match &*session.camera.borrow() {
                Some(camera) => (camera.id(), camera.video().clone()),
                None => return,
            };
            let at = cameras.iter().position(|id| Some(id) == current.as_ref()).unwrap_or(0);
            if let Some(next) = cameras.get((at + 1) % cameras.len().max(1)) {
                local_settings::set(CAMERA, next);
                session.camera.borrow_mut().take();
                let mut opened = session.open(number, &video).await;
                if let Some(Err(_)) = opened {
                    // A camera that will not open is forgotten; the back one was there a moment ago.
                    local_settings::set(CAMERA, "");
                    opened = session.open(number, &video).await;
                }
                match opened {
                    // The other camera may have no light.
                    Some(Ok(view)) => session.tell(ScanEvent::Started(view)),
                    Some(Err(error)) => {
                        session.tell(ScanEvent::Failed(error));
                        session.close();
                    }
                    None => {}
                }
            }
        });
    }

    fn torch(&self, on: bool) {
        let session = self.0.clone();
        local_settings::set(TORCH, if on { "on" } else { "" });
        let number = session.number.get();
        wasm_bindgen_futures::spawn_local(async move {
            let camera = session.camera.borrow_mut().take();
            if let Some(camera) = camera {
                let lit = camera.torch(on).await && on;
                // A page that was left meanwhile wants no camera any more.
                if session.is_current(number) {
                    session.torch_on.set(lit);
                    *session.camera.borrow_mut() = Some(camera);
                }
            }
        });
    }

    fn still(&self, file: File) -> Later<Vec<Detection>> {
        let session = self.0.clone();
        Box::pin(async move {
            let Some(scanner) = session.scanner().await else { return Vec::new() };
            let found = scanner.still(&file).await.unwrap_or_default();
            if !found.is_empty() {
                sound::shake(60);
            }
            found
        })
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
