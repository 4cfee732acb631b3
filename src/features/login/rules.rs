//! What makes a password good enough to try. The server looks again, and knows the common ones.

use protocol::auth::{PASSWORD_MAX, PASSWORD_MIN};

use crate::words::{t, t_with};

/// What is wrong with a new password; nothing while it is empty.
pub(super) fn password(text: &str) -> Option<String> {
    let length = text.chars().count();
    if (1..PASSWORD_MIN).contains(&length) {
        return Some(t_with("set_up.short", &[("n", &PASSWORD_MIN.to_string())]));
    }
    (length > PASSWORD_MAX).then(|| t("set_up.long").to_owned())
}

/// What is wrong with its repetition; nothing while it may still become right.
pub(super) fn repetition(password: &str, again: &str) -> Option<String> {
    (!password.starts_with(again)).then(|| t("set_up.different").to_owned())
}
