//! What kind of line the phone is on, where its browser tells (Network Information API: Chrome on Android; Safari does
//! not).

use js_sys::Reflect;

/// Whether this is Wi-Fi or a cable. `None`: the browser does not tell.
pub fn is_wifi() -> Option<bool> {
    let navigator = web_sys::window()?.navigator();
    let connection = Reflect::get(&navigator, &"connection".into()).ok()?;
    match Reflect::get(&connection, &"type".into()).ok()?.as_string()?.as_str() {
        "wifi" | "ethernet" => Some(true),
        "unknown" | "none" | "other" => None,
        _ => Some(false),
    }
}
