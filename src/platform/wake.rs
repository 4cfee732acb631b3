//! When it is worth trying to send: the app comes to the front, the network changes, time passes. What the browser says
//! about being online is only a reason to try, never an answer.

use std::rc::Rc;

use gloo_timers::callback::Interval;

use super::listener::Listener;

/// How often the app looks by itself while it is in front, in milliseconds.
const TICK_MS: u32 = 5_000;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The app came to the front, or the network is said to be back.
    Up,
    /// Some time passed.
    Tick,
}

/// The listeners. Dropped, nobody wakes.
pub struct Waker {
    _listeners: Vec<Listener>,
    _interval: Interval,
}

/// Calls `woken` whenever it is worth trying.
pub fn listen(woken: impl Fn(Wake) + 'static) -> Option<Waker> {
    let window = web_sys::window()?;
    let document = window.document()?;
    let woken = Rc::new(woken);
    let mut listeners = Vec::new();
    // iOS resumes an app without telling of visibility now and then: `pageshow` and `focus` are asked too.
    for event in ["online", "pageshow", "focus"] {
        let woken = woken.clone();
        listeners.push(Listener::new(&window, event, move |_| woken(Wake::Up)));
    }
    let (up, seen) = (woken.clone(), document.clone());
    listeners.push(Listener::new(&document, "visibilitychange", move |_| {
        if !seen.hidden() {
            up(Wake::Up);
        }
    }));
    let interval = Interval::new(TICK_MS, move || {
        if !document.hidden() {
            woken(Wake::Tick);
        }
    });
    Some(Waker { _listeners: listeners, _interval: interval })
}
