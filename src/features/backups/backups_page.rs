//! The page about backups.

use leptos::prelude::*;
use protocol::backups::Backups;

use super::backups_card::BackupsCard;
use super::backups_notice::remember;
use super::warnings::warnings;
use crate::features::account::fetched;
use crate::features::frame::Frame;
use crate::state::permission::is_admin;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Drawing, EmptyState};
use crate::words::t;

/// What is wrong first, then the facts.
#[component]
pub fn BackupsPage() -> impl IntoView {
    let desk = use_desk();
    let admin = Memo::new(move |_| is_admin(desk));
    view! {
        <Frame title=t("backups.title") back="/settings">
            {move || match admin.get() {
                true => view! { <Standing/> }.into_any(),
                false => view! { <EmptyState drawing=Drawing::Unplugged text=t("settings.admins_only")/> }.into_any(),
            }}
        </Frame>
    }
}

#[component]
fn Standing() -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let backups = fetched(|ports| ports.office.backups());
    let draw = move |backups: Backups| {
        remember(ports, &backups);
        view! {
            {warnings(&backups.warnings)}
            <BackupsCard backups/>
            <p class="quiet">{t("backups.what")}</p>
        }
        .into_any()
    };
    backups.view(3, draw)
}
