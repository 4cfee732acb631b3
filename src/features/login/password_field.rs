//! A password with a way to read it: gloves and small keys make typing blind a guess.

use leptos::prelude::*;

use crate::ui::{Checkbox, TextField};
use crate::words::t;

/// A password field and its "show" box.
#[component]
pub(super) fn PasswordField(
    /// The words above the field.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What makes a good one.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    let hint = Signal::derive(move || hint.map(|hint| hint.get()).unwrap_or_default());
    view! {
        <div class="stack-tight">
            <TextField
                label value kind error hint name="password" autocomplete=autocomplete autocapitalize="none"
                enterkeyhint="go" maxlength=200 required=true
            />
            <Checkbox label=t("login.show_password") checked=shown on_change=move |on| shown.set(on)/>
        </div>
    }
    .into_any()
}
