//! The row of the settings that leads to backups, and says when something is wrong with them.

use leptos::prelude::*;
use protocol::backups::Backups;

use super::backups_notice::remember;
use crate::features::account::fetched;
use crate::features::sync_center::{age, use_clock};
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Chip, Glyph, Icon, ListRow, Tone};
use crate::words::{t, t_with};

/// The row. What the server says fills a place that is kept for it.
#[component]
pub fn BackupsRow() -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let now = use_clock();
    let backups = fetched(|ports| ports.office.backups());
    let text = Signal::derive(move || match backups.get() {
        Some(Backups { made_at: Some(at), .. }) => t_with("backups.last", &[("age", &age(now.get(), at))]),
        Some(Backups { made_at: None, .. }) => t("backups.none").to_owned(),
        None => t("backups.row_text").to_owned(),
    });
    let trailing = move || {
        let backups = backups.get()?;
        remember(desk, ports, &backups);
        let wrong = !backups.warnings.is_empty();
        wrong.then(|| view! { <Chip label=t("backups.look") tone=Tone::Trouble icon=Glyph::Alert/> })
    };
    view! {
        <ListRow
            title=t("backups.title") text href="/settings/backups"
            leading=view! { <Icon glyph=Glyph::Storage/> }.into_any() trailing=trailing.into_any()
            attr:data-testid="settings-backups"
        />
    }
}
