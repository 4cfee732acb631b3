//! Codes that are shown once: the way onto the clipboard, and into a file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::PortsHandle;
use crate::ui::{Button, Glyph, Snackbar};
use crate::words::t;

/// Puts a code on the clipboard.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let copy = move |()| {
        let copied = ports.0.with_value(|ports| ports.account.copy(text.clone()));
        spawn_local(async move {
            snackbar.say(t(if copied.await { "account.copied" } else { "account.not_copied" }));
        });
    };
    view! { <Button label=t("account.copy") icon=Glyph::Copy on_press=copy attr:data-testid="one-time-copy"/> }
}

/// Hands codes to the person as a file, by the share sheet where the phone has no downloads.
#[component]
pub(super) fn SaveButton(
    /// Name of the file.
    name: &'static str,
    /// What is in it.
    text: String,
) -> impl IntoView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let save = move |()| {
        let saved = ports.0.with_value(|ports| ports.account.save(name, text.clone()));
        spawn_local(async move {
            snackbar.say(t(if saved.await { "account.file_saved" } else { "account.file_not_saved" }));
        });
    };
    view! { <Button label=t("account.save_file") icon=Glyph::Download on_press=save attr:data-testid="one-time-save"/> }
}
