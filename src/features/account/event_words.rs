//! What happened to an account, in words.

use protocol::account::SignInEvent;

use crate::features::phones::phone_kind;
use crate::words::{t, t_with};

/// What happened.
pub(super) fn event_words(event: &str) -> &'static str {
    match event {
        "signed_in" => t("account.event.signed_in"),
        "signed_out" => t("account.event.signed_out"),
        "set_up" => t("account.event.set_up"),
        "password_reset" => t("account.event.password_reset"),
        "password_changed" => t("account.event.password_changed"),
        "second_factor_on" => t("account.event.second_factor_on"),
        "second_factor_off" => t("account.event.second_factor_off"),
        "recovery_code_used" => t("account.event.recovery_code_used"),
        "refresh_token_reused" => t("account.event.refresh_token_reused"),
        "sign_in_failed" => t("account.event.sign_in_failed"),
        "invited" => t("account.event.invited"),
        "reset_asked" => t("account.event.reset_asked"),
        "reset_issued" => t("account.event.reset_issued"),
        "locked" => t("account.event.locked"),
        "unlocked" => t("account.event.unlocked"),
        "session_ended" => t("account.event.session_ended"),
        _ => t("account.event.other"),
    }
}

/// Whether it is worth a second look.
pub(super) fn is_odd(event: &str) -> bool {
    matches!(event, "sign_in_failed" | "refresh_token_reused" | "locked")
}

/// More about it: the phone, what was wrong, the reason. What the server only notes for itself is left out.
pub(super) fn more_words(event: &SignInEvent) -> Option<String> {
    let detail = event.detail.as_str();
    match event.event.as_str() {
        "signed_in" | "set_up" | "password_reset" => Some(phone_kind(detail).to_owned()),
        "locked" if !detail.is_empty() => Some(t_with("account.event.reason", &[("reason", detail)])),
        "sign_in_failed" => Some(failure_words(detail)?.to_owned()),
        _ => None,
    }
}

fn failure_words(detail: &str) -> Option<&'static str> {
    match detail {
        "wrong password" => Some(t("account.failed.password")),
        "wrong password while signed in" => Some(t("account.failed.own_password")),
        "wrong set-up code" | "wrong reset code" => Some(t("account.failed.code")),
        "wrong second factor" => Some(t("account.failed.second_factor")),
        _ => None,
    }
}
