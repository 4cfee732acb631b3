//! The page in its tab: title, history, focus, links that lead out of the app.

use std::cell::Cell;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusOptions, HtmlElement, MouseEvent};

/// Sets the title.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|w| w.document()) {
        document.set_title(title);
    }
}

/// One page back, when there is one in this tab. A page opened from outside has none of ours before it.
pub fn go_back() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let Ok(history) = window.history() else { return false };
    history.length().unwrap_or(0) > 1 && history.back().is_ok()
}

/// The address of a map with the way to a place: phones open it in their maps app.
/// Form: <https://developers.google.com/maps/documentation/urls/get-started#directions-action>
pub fn directions_to(address: &str) -> String {
    let address = String::from(js_sys::encode_uri_component(address));
    format!("https://www.google.com/maps/dir/?api=1&destination={address}")
}

/// Follows a link out of the app: maps, phone, mail.
pub fn open(url: &str) {
    if let Some(window) = web_sys::window() {
        drop(window.open_with_url_and_target(url, "_blank"));
    }
}

/// The path on screen, such as `/jobs`.
pub fn path() -> String {
    web_sys::window().and_then(|w| w.location().pathname().ok()).unwrap_or_default()
}

/// A tap on a link into the app, before the router is there: the address changes, and nothing is loaded. The path that was
/// asked for.
pub fn follow_without_loading(tap: &MouseEvent) -> Option<String> {
    if tap.default_prevented()
        || tap.button() != 0
        || tap.meta_key()
        || tap.ctrl_key()
        || tap.shift_key()
        || tap.alt_key()
    {
        return None;
    }
    let link = tap.target()?.dyn_into::<Element>().ok()?.closest("a[href^='/']").ok()??;
    let window = web_sys::window()?;
    let href = link.get_attribute("href")?;
    // The same page again would be one step back that leads nowhere.
    if href != path() {
        window.history().ok()?.push_state_with_url(&JsValue::NULL, "", Some(&href)).ok()?;
    }
    tap.prevent_default();
    Some(path())
}

/// Puts the focus on the page's main part, where a keyboard and a screen reader then begin. The first page is left as the
/// browser opened it, and nothing scrolls: going back returns to where one was.
pub fn begin_at_the_top() {
    thread_local!(static OPENED: Cell<bool> = const { Cell::new(false) });
    if !OPENED.replace(true) {
        return;
    }
    let main = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id("main"));
    if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        main.focus_with_options(&options).ok();
    }
}

/// Does some work and notes how long it took, where the browser's own tools and the benches find it. The last note of a
/// name stays, no more of them.
pub fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let clock = web_sys::window().and_then(|window| window.performance());
    if let Some(clock) = &clock {
        clock.clear_marks_with_mark_name(name);
        clock.clear_measures_with_measure_name(name);
        clock.mark(name).ok();
    }
    let done = work();
    if let Some(clock) = &clock {
        clock.measure_with_start_mark(name, name).ok();
    }
    done
}

/// Lets the page draw and answer before long work goes on. Behind another app nobody waits for it, and a timer there may
/// take a second.
pub async fn next_turn() {
    if !is_hidden() {
        TimeoutFuture::new(0).await;
    }
}

/// Tells boot.js, which listens on the window.
pub fn tell(event: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(event)) {
        window.dispatch_event(&event).ok();
    }
}

/// Whether the app is behind another one, or the screen is off.
pub fn is_hidden() -> bool {
    web_sys::window().and_then(|w| w.document()).is_some_and(|d| d.hidden())
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        drop(window.location().reload());
    }
}
