//! The service worker's next version: heard of when it waits, started when the page says so. boot.js registers it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

use super::listener::Listener;

/// The listeners, and the version that waits.
pub struct Updates {
    registration: ServiceWorkerRegistration,
    asked: Rc<Cell<bool>>,
    look: Rc<dyn Fn()>,
    _listeners: Rc<RefCell<Vec<Listener>>>,
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let there = js_sys::Reflect::get(&navigator, &"serviceWorker".into()).is_ok_and(|v| v.is_object());
    there.then(|| navigator.service_worker())
}

/// Calls `waiting` when a new version is whole and waits. `None` where there are no service workers.
pub async fn watch(waiting: impl Fn() + 'static) -> Option<Updates> {
    let container = container()?;
    let ready = JsFuture::from(container.ready().ok()?).await.ok()?;
    let registration: ServiceWorkerRegistration = ready.dyn_into().ok()?;
    let told: Rc<dyn Fn()> = Rc::new(waiting);
    let listeners = Rc::new(RefCell::new(Vec::new()));
    let (seen, kept) = (registration.clone(), listeners.clone());
    // Asked again after each event: a version may be whole before anybody could listen to it.
    let look: Rc<dyn Fn()> = Rc::new(move || {
        if seen.waiting().is_some() {
            told();
        } else if let Some(worker) = seen.installing() {
            kept.borrow_mut().push(when_whole(worker, told.clone()));
        }
    });
    look();
    let found = look.clone();
    listeners.borrow_mut().push(Listener::new(&registration, "updatefound", move |_| found()));
    let asked = Rc::new(Cell::new(false));
    let by_us = asked.clone();
    listeners.borrow_mut().push(Listener::new(&container, "controllerchange", move |_| {
        // Only after a person asked: the first visit gets a controller too.
        if by_us.replace(false) {
            load_anew();
        }
    }));
    Some(Updates { registration, asked, look, _listeners: listeners })
}

fn load_anew() {
    if let Some(window) = web_sys::window() {
        drop(window.location().reload());
    }
}

/// Calls `told` when this version is whole and waits.
fn when_whole(worker: ServiceWorker, told: Rc<dyn Fn()>) -> Listener {
    let seen = worker.clone();
    Listener::new(&worker, "statechange", move |_| {
        if seen.state() == ServiceWorkerState::Installed {
            told();
        }
    })
}

impl Updates {
    /// Starts the version that waits, and loads the page anew. Where none waits another tab has started it, or it is not
    /// fetched yet: a page that is loaded anew has it, or asks for it.
    pub fn activate(&self) {
        let Some(worker): Option<ServiceWorker> = self.registration.waiting() else { return load_anew() };
        self.asked.set(true);
        let message = js_sys::Object::new();
        drop(js_sys::Reflect::set(&message, &"type".into(), &"activate".into()));
        drop(worker.post_message(&JsValue::from(message)));
    }

    /// Asks the server whether there is a new version: an app that stays open for days loads no page that would ask.
    pub fn check(&self) {
        if let Ok(asked) = self.registration.update() {
            let look = self.look.clone();
            wasm_bindgen_futures::spawn_local(async move {
                // Without a network there is no answer; the next wake-up asks again.
                JsFuture::from(asked).await.ok();
                look();
            });
        }
    }
}
