//! What is wrong with backups, in words: what it means and what to do.

use leptos::prelude::*;
use protocol::backups::Warning;

use crate::ui::{Glyph, Icon, Tone};
use crate::words::t;

/// What it means, and what to do.
fn words(warning: Warning) -> (&'static str, &'static str) {
    match warning {
        Warning::NoPassphrase => (t("backups.no_passphrase"), t("backups.no_passphrase.do")),
        Warning::NoneLately => (t("backups.none_lately"), t("backups.none_lately.do")),
        Warning::LastFailed => (t("backups.last_failed"), t("backups.last_failed.do")),
        Warning::NeverChecked => (t("backups.never_checked"), t("backups.never_checked.do")),
        Warning::CheckFailed => (t("backups.check_failed"), t("backups.check_failed.do")),
        Warning::CheckLate => (t("backups.check_late"), t("backups.check_late.do")),
        Warning::Other => (t("backups.other"), t("backups.other.do")),
    }
}

/// Everything that is wrong. Without a passphrase nothing is made: what follows from that goes without saying.
pub(super) fn warnings(found: &[Warning]) -> AnyView {
    let is_cause = |warning: &&Warning| **warning == Warning::NoPassphrase;
    let shown: Vec<Warning> = match found.iter().find(is_cause) {
        Some(cause) => vec![*cause],
        None => found.to_vec(),
    };
    let card = |warning| {
        let (what, to_do) = words(warning);
        view! {
            <div class="card stack" data-tone=Tone::Trouble.name() data-testid="backups-warning">
                <p class="note-line strong"><Icon glyph=Glyph::Alert/><span>{what}</span></p>
                <p>{to_do}</p>
            </div>
        }
    };
    shown.into_iter().map(card).collect_view().into_any()
}
