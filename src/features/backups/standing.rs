//! How backups stand, as the server says it.

use leptos::prelude::*;
use protocol::backups::{Backups, Warning};

use super::backups_card::BackupsCard;
use super::backups_notice::remember;
use super::warnings::warnings;
use crate::features::account::fetched;
use crate::state::{PortsHandle, use_desk};
use crate::words::t;

/// What is wrong first, then the facts.
#[component]
pub(super) fn Standing() -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let backups = fetched(|ports| ports.office.backups());
    let draw = move |backups: Backups| {
        remember(desk, ports, &backups);
        // Without a passphrase nothing of it is true.
        let are_made = !backups.warnings.contains(&Warning::NoPassphrase);
        view! {
            {warnings(&backups.warnings)}
            <BackupsCard backups/>
            {are_made.then(|| view! { <p class="quiet">{t("backups.what")}</p> })}
        }
        .into_any()
    };
    backups.view(3, draw)
}
