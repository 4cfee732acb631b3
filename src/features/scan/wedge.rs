//! A hand-held reader types like a very fast person, and ends with Enter. Whatever has the focus, that is a scan.

use leptos::prelude::*;
use leptos::{ev, web_sys};

/// No person types this fast, key after key.
const FAST_MS: f64 = 60.0;
/// Shorter than this is somebody's hand on the keyboard.
const SHORTEST: usize = 4;

#[derive(Default)]
struct Burst {
    text: String,
    last: f64,
}

impl Burst {
    /// Takes a key pressed at `at` milliseconds. Answers the text of a burst that ends with it.
    fn press(&mut self, key: &str, at: f64) -> Option<String> {
        if at - self.last > FAST_MS {
            self.text.clear();
        }
        self.last = at;
        let mut chars = key.chars();
        match (key, chars.next(), chars.next()) {
            ("Enter", ..) => Some(std::mem::take(&mut self.text)).filter(|text| text.chars().count() >= SHORTEST),
            (_, Some(char), None) => {
                self.text.push(char);
                None
            }
            // Shift and the like come with capital letters.
            _ => None,
        }
    }
}

/// Listens for as long as the page lives.
pub(super) fn listen(on_code: Callback<String>) {
    let burst = StoredValue::new(Burst::default());
    let handle = window_event_listener(ev::keydown, move |event: ev::KeyboardEvent| {
        if is_typing() {
            return;
        }
        let (key, at) = (event.key(), event.time_stamp());
        let Some(Some(code)) = burst.try_update_value(|burst| burst.press(&key, at)) else { return };
        // Enter must not press the button that happens to have the focus.
        event.prevent_default();
        on_code.run(code);
    });
    on_cleanup(move || handle.remove());
}

fn is_typing() -> bool {
    let focused: Option<web_sys::Element> = document().active_element();
    focused.is_some_and(|e| matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}
