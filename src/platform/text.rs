//! What a person types, in one form.

/// Unicode's composed form (NFC), trimmed. "é" typed on an iPhone is then the "é" typed on a desk.
pub fn clean(text: &str) -> String {
    let composed = js_sys::JsString::from(text.trim()).normalize("NFC");
    String::from(composed)
}
