//! Keys of the list on a desk: `/` searches, `n` opens a new work order, `j` and `k` walk through the rows.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::{ev, html, web_sys};
use leptos_router::hooks::use_navigate;

/// Listens for as long as the page lives.
pub fn listen(search: NodeRef<html::Input>, new_href: &'static str) {
    let navigate = use_navigate();
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || is_typing() {
            return;
        }
        match event.key().as_str() {
            "/" => {
                if let Some(input) = search.get_untracked() {
                    event.prevent_default();
                    let _ = input.focus();
                }
            }
            "n" => navigate(new_href, Default::default()),
            "j" => step(true),
            "k" => step(false),
            _ => {}
        }
    });
    on_cleanup(move || handle.remove());
}

fn focused() -> Option<web_sys::Element> {
    document().active_element()
}

fn is_typing() -> bool {
    focused().is_some_and(|e| matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Moves the focus one row on or back; from elsewhere to the first row.
fn step(down: bool) {
    let row = focused().and_then(|e| e.closest(".virtual-row").ok().flatten());
    let next = match row {
        Some(row) if down => row.next_element_sibling(),
        Some(row) => row.previous_element_sibling(),
        None => document().query_selector(".virtual-row").ok().flatten(),
    };
    let link = next.and_then(|row| row.query_selector("a").ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A row that left the page meanwhile cannot take the focus; nothing to mend then.
        let _ = link.focus();
    }
}
