//! Sounds that are heard through the door of a van, and a shake where the phone can.

use web_sys::HtmlAudioElement;

/// Plays a sound of `public/sounds`. A browser that allows none before the first tap says nothing.
pub fn play(name: &str) {
    if let Ok(audio) = HtmlAudioElement::new_with_src(&format!("/sounds/{name}.wav")) {
        // The promise tells only whether it was heard.
        drop(audio.play());
    }
}

/// Shakes for so many milliseconds. iPhones cannot.
pub fn shake(ms: u32) {
    let Some(navigator) = web_sys::window().map(|w| w.navigator()) else { return };
    if js_sys::Reflect::has(&navigator, &"vibrate".into()).unwrap_or(false) {
        navigator.vibrate_with_duration(ms);
    }
}
