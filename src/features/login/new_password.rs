//! A password that somebody chooses: typed twice, and looked at while it is typed.

use leptos::prelude::*;
use protocol::auth::PASSWORD_MIN;

use super::password_field::{PasswordField, ShowPassword};
use super::rules;
use crate::words::{t, t_with};

/// A new password, and its repetition.
#[derive(Clone, Copy)]
pub struct NewPassword {
    text: RwSignal<String>,
    again: RwSignal<String>,
    weak: Signal<Option<String>>,
    differs: Signal<Option<String>>,
}

impl NewPassword {
    /// Nothing typed yet.
    #[expect(clippy::new_without_default, reason = "it needs a reactive owner")]
    pub fn new() -> Self {
        let (text, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let weak = Signal::derive(move || rules::password(&text.read()));
        let differs = Signal::derive(move || rules::repetition(&text.read(), &again.read()));
        Self { text, again, weak, differs }
    }

    /// Whether it can be handed in.
    pub fn is_complete(self) -> bool {
        !self.text.read().is_empty() && self.weak.get().is_none() && *self.text.read() == *self.again.read()
    }

    /// What was typed.
    pub fn typed(self) -> String {
        self.text.get_untracked()
    }
}

/// Both fields, and the box that makes every password of the form readable.
#[component]
pub fn NewPasswordFields(
    /// What is typed.
    new: NewPassword,
    /// Whether it can be read.
    shown: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <PasswordField
            label=t("set_up.password") value=new.text shown autocomplete="new-password" error=new.weak
            hint=t_with("set_up.rules", &[("n", &PASSWORD_MIN.to_string())]) attr:data-testid="setup-password"
        />
        <PasswordField
            label=t("set_up.again") value=new.again shown autocomplete="new-password" error=new.differs
            attr:data-testid="setup-password-again"
        />
        <ShowPassword shown/>
    }
    .into_any()
}
