//! The looks of the page: the phone's own, light, dark, or black on white for the sun.

use super::local_settings;

/// The looks that were chosen; "system" when none were.
pub fn chosen() -> String {
    local_settings::get("theme")
        .filter(|t| matches!(t.as_str(), "light" | "dark" | "sunlight"))
        .unwrap_or_else(|| "system".into())
}

/// Chooses the looks.
pub fn choose(theme: &str) {
    local_settings::set("theme", if theme == "system" { "" } else { theme });
    apply();
}

/// Puts the chosen looks on the page.
pub fn apply() {
    let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) else { return };
    let theme = chosen();
    drop(if theme == "system" {
        root.remove_attribute("data-theme")
    } else {
        root.set_attribute("data-theme", &theme)
    });
}
