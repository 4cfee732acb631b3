//! Why signing in failed, in words: what happened and what to do.

use leptos::prelude::*;
use protocol::error::ErrorCode;

use crate::state::ports::SignInError;
use crate::ui::{Glyph, Icon};
use crate::words::{t, t_count};

/// The reason of the last failure, announced when it appears.
#[component]
pub(super) fn Problem(
    /// The failure.
    #[prop(into)]
    error: Signal<Option<SignInError>>,
) -> impl IntoView {
    move || {
        let words = sign_in_words(error.get()?);
        Some(view! {
            <p class="login-error" role="alert" data-testid="login-error">
                <Icon glyph=Glyph::Problem/>
                <span>{words}</span>
            </p>
        })
    }
}

/// What happened, in words.
pub fn sign_in_words(error: SignInError) -> String {
    match error {
        SignInError::Offline => t("login.error.offline").to_owned(),
        SignInError::Unsure => t("account.error.unsure").to_owned(),
        SignInError::Wait(seconds) if seconds <= 90 => t_count("login.error.wait_seconds", seconds as usize),
        SignInError::Wait(seconds) => t_count("login.error.wait_minutes", seconds.div_ceil(60) as usize),
        SignInError::Code(code) => words_for_code(code).to_owned(),
    }
}

fn words_for_code(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::BadCredentials => t("login.error.credentials"),
        ErrorCode::AccountInactive => t("login.error.inactive"),
        ErrorCode::SetUpNeeded => t("login.error.set_up_needed"),
        ErrorCode::BadSetUpCode => t("login.error.code"),
        ErrorCode::WeakPassword => t("login.error.weak"),
        ErrorCode::SecondFactorNeeded => t("login.error.second_factor_needed"),
        ErrorCode::BadSecondFactor => t("login.error.second_factor"),
        ErrorCode::WrongPassword => t("login.error.password"),
        ErrorCode::TooMany => t("login.error.too_many"),
        ErrorCode::UpdateNeeded => t("login.error.update"),
        ErrorCode::Unavailable | ErrorCode::Internal => t("login.error.server"),
        _ => t("login.error.other"),
    }
}
