//! A password with a way to read it: gloves and small keys make typing blind a guess.

use leptos::prelude::*;

use crate::ui::{Checkbox, TextField};
use crate::words::t;

/// A password field, hidden until `shown`.
#[component]
pub fn PasswordField(
    /// The words above the field.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    value: RwSignal<String>,
    /// Whether it can be read.
    shown: RwSignal<bool>,
    /// `current-password` or `new-password`.
    autocomplete: &'static str,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What makes a good one.
    #[prop(optional, into)]
    hint: Signal<String>,
) -> impl IntoView {
    let kind = Signal::derive(move || if shown.get() { "text" } else { "password" });
    view! {
        <TextField
            label value kind error hint name="password" autocomplete=autocomplete autocapitalize="none"
            enterkeyhint="go" maxlength=200 required=true
        />
    }
    .into_any()
}

/// The box that makes every password of a form readable.
#[component]
pub fn ShowPassword(
    /// Whether they can be read.
    shown: RwSignal<bool>,
) -> impl IntoView {
    view! { <Checkbox label=t("login.show_password") checked=shown on_change=move |on| shown.set(on)/> }
}
