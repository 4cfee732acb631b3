//! The camera as a barcode reader: one session at a time, restarted when the system takes the picture away.

mod pace;
mod session;

use std::rc::Rc;

use leptos::prelude::Callback;
use protocol::scan::Detection;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlVideoElement};

use crate::platform::{camera, local_settings, sound};
use crate::state::ports::{Later, Scan, ScanEvent};
use session::{CAMERA, Session, TORCH};

/// The reader and its camera.
#[derive(Default, Clone)]
pub struct AppScan(Rc<Session>);

impl AppScan {
    /// Does something with the open camera that takes its time.
    fn with_camera(&self, work: impl AsyncFnOnce(&camera::Camera) + 'static) {
        self.0.touch();
        if let Some(camera) = self.0.camera() {
            spawn_local(async move { work(&camera).await });
        }
    }
}

impl Scan for AppScan {
    fn start(&self, video: HtmlVideoElement, events: Callback<ScanEvent>) {
        let number = self.0.begin(events);
        spawn_local(self.0.clone().run(number, video));
    }

    fn read_more(&self, more: bool) {
        self.0.read_more(more);
    }

    fn stop(&self) {
        self.0.close();
    }

    fn look(&self, on: bool) {
        self.0.look(on);
    }

    fn switch(&self) {
        let session = self.0.clone();
        session.touch();
        let number = session.number();
        spawn_local(async move {
            let cameras = camera::list().await;
            if !session.is_current(number) {
                return;
            }
            let Some((current, video)) = session.camera().map(|camera| (camera.id(), camera.video().clone())) else {
                return;
            };
            let at = cameras.iter().position(|id| Some(id) == current.as_ref()).unwrap_or(0);
            if let Some(next) = cameras.get((at + 1) % cameras.len().max(1)) {
                local_settings::set(CAMERA, next);
                session.let_go();
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
        local_settings::set(TORCH, if on { "on" } else { "" });
        // Whether it obeyed is seen by everybody.
        self.with_camera(async move |camera| _ = camera.torch(on).await);
    }

    fn zoom(&self, to: f64) {
        self.with_camera(async move |camera| _ = camera.zoom(to).await);
    }

    fn freeze(&self) -> Later<Vec<Detection>> {
        let session = self.0.clone();
        session.touch();
        session.frozen.set(true);
        Box::pin(async move {
            let Some(video) = session.camera().map(|camera| camera.video().clone()) else { return Vec::new() };
            // What pauses at once needs no waiting for.
            let _ = video.pause();
            let Some(scanner) = session.scanner().await else { return Vec::new() };
            scanner.held_frame(&video).await.map(|answer| answer.codes).unwrap_or_default()
        })
    }

    fn thaw(&self) {
        self.0.touch();
        self.0.frozen.set(false);
        if let Some(camera) = self.0.camera() {
            camera.run_on();
        }
    }

    fn still(&self, file: File) -> Later<Vec<Detection>> {
        let session = self.0.clone();
        session.touch();
        Box::pin(async move {
            let Some(scanner) = session.scanner().await else { return Vec::new() };
            let found = scanner.still(&file).await.map(|answer| answer.codes).unwrap_or_default();
            if !found.is_empty() {
                sound::shake(60);
            }
            found
        })
    }
}
