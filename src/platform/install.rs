//! How the app comes to the home screen.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::listener::Listener;

/// What this browser offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It runs from the home screen already.
    Installed,
    /// The browser has a prompt.
    Prompt,
    /// An iPhone or iPad: by hand.
    IPhone,
    /// By the browser's own menu.
    Menu,
}

/// Keeps the browser's prompt until it is wanted.
pub struct Installer {
    prompt: Rc<RefCell<Option<JsValue>>>,
    _listener: Option<Listener>,
}

impl Installer {
    /// Listens for the browser's offer.
    pub fn listen() -> Self {
        let prompt = Rc::new(RefCell::new(None));
        let kept = prompt.clone();
        let listener = web_sys::window().map(|window| {
            Listener::new(&window, "beforeinstallprompt", move |event| {
                event.prevent_default();
                *kept.borrow_mut() = Some(event.into());
            })
        });
        Self { prompt, _listener: listener }
    }

    /// The way that is open here.
    pub fn way(&self) -> Way {
        if is_standalone() {
            Way::Installed
        } else if self.prompt.borrow().is_some() {
            Way::Prompt
        } else if is_apple_mobile() {
            Way::IPhone
        } else {
            Way::Menu
        }
    }

    /// Shows the browser's prompt; whether the person agreed.
    pub async fn prompt(&self) -> bool {
        let Some(event) = self.prompt.borrow_mut().take() else { return false };
        let call = |name: &str| Reflect::get(&event, &JsValue::from_str(name)).ok();
        let Some(show) = call("prompt").and_then(|f| f.dyn_into::<Function>().ok()) else { return false };
        drop(show.call0(&event));
        let Some(choice) = call("userChoice").and_then(|p| p.dyn_into::<Promise>().ok()) else { return false };
        let Ok(choice) = JsFuture::from(choice).await else { return false };
        Reflect::get(&choice, &"outcome".into()).ok().and_then(|v| v.as_string()).as_deref() == Some("accepted")
    }
}

fn is_standalone() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let by_display = window.match_media("(display-mode: standalone)").ok().flatten().is_some_and(|m| m.matches());
    let by_safari = Reflect::get(&window.navigator(), &"standalone".into()).is_ok_and(|v| v.is_truthy());
    by_display || by_safari
}

/// Whether this is an iPhone or an iPad.
pub fn is_apple_mobile() -> bool {
    let Some(navigator) = web_sys::window().map(|w| w.navigator()) else { return false };
    let agent = navigator.user_agent().unwrap_or_default();
    // An iPad says that it is a Mac; a Mac has no touch screen.
    agent.contains("iPhone")
        || agent.contains("iPad")
        || (agent.contains("Macintosh") && navigator.max_touch_points() > 1)
}
