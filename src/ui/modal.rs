//! The browser's own `<dialog>`, opened and closed by a signal.
//! It traps the focus, closes on Escape and gives the focus back by itself.

use leptos::{ev, html, prelude::*};

/// Ties a `<dialog>` to a signal, both ways. Give the result to `on:close` and `on:click`.
pub fn follow(dialog: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // Refused only when the element left the page meanwhile: then there is nothing to show.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
}

/// Closes when the tap landed beside the content, on the backdrop.
pub fn close_on_backdrop(event: &ev::MouseEvent, open: RwSignal<bool>) {
    if event.target().is_some() && event.target() == event.current_target() {
        open.set(false);
    }
}
