//! The page in its tab: title, history, links that lead out of the app.

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

/// Follows a link out of the app: maps, phone, mail.
pub fn open(url: &str) {
    if let Some(window) = web_sys::window() {
        drop(window.open_with_url_and_target(url, "_blank"));
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
