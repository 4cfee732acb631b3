//! Why an account could not be looked at or changed, in words: what happened, what is safe, what to do.

use leptos::prelude::*;
use protocol::error::ErrorCode;

use crate::features::login::sign_in_words;
use crate::state::ports::SignInError;
use crate::ui::{Glyph, Icon};
use crate::words::t;

/// The reason of the last failure, announced when it appears.
#[component]
pub fn AccountProblem(
    /// The failure.
    #[prop(into)]
    error: Signal<Option<SignInError>>,
    /// What it means when something stands in the way.
    #[prop(default = "account.error.conflict")]
    conflict: &'static str,
) -> impl IntoView {
    move || {
        let words = match error.get()? {
            SignInError::Code(ErrorCode::Conflict) => t(conflict).to_owned(),
            error => problem_words(error),
        };
        Some(view! {
            <p class="login-error" role="alert" data-testid="account-error">
                <Icon glyph=Glyph::Problem/>
                <span>{words}</span>
            </p>
        })
    }
}

/// What happened, in words.
pub(super) fn problem_words(error: SignInError) -> String {
    let words = match error {
        SignInError::Offline => t("account.error.offline"),
        SignInError::Code(ErrorCode::SignInNeeded) => t("account.error.sign_in"),
        SignInError::Code(ErrorCode::Forbidden) => t("account.error.admins_only"),
        SignInError::Code(ErrorCode::SecondFactorDue) => t("account.error.factor_due"),
        SignInError::Code(ErrorCode::NotFound) => t("account.error.not_found"),
        SignInError::Code(ErrorCode::Conflict | ErrorCode::BadCredentials) => t("account.error.conflict"),
        SignInError::Code(ErrorCode::BadRequest | ErrorCode::Other) => t("account.error.other"),
        error => return sign_in_words(error),
    };
    words.to_owned()
}
