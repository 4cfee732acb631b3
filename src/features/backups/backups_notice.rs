//! The office's day warns an admin of overdue backups.
//!
//! It shows what the server said when it was last asked, so that the row is there when the page opens and nothing moves
//! from under a finger when the answer comes; what it says now shows the next time.

use domain::ids::CompanyId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::backups::Backups;

use crate::state::permission::is_admin;
use crate::state::{Desk, PortsHandle, use_desk};
use crate::ui::{Glyph, Icon, ListRow, Tone};
use crate::words::t;

const ON: &str = "on";

/// The small setting that is "on" while somebody of the company should look. Others may sign in on the same phone.
fn setting_of(company: CompanyId) -> String {
    format!("backups_notice.{}", company.0)
}

/// Keeps for the next time whether somebody should look.
pub(super) fn remember(desk: Desk, ports: PortsHandle, backups: &Backups) {
    if let Some(who) = untrack(|| desk.who()) {
        keep(ports, who.company, backups);
    }
}

fn keep(ports: PortsHandle, company: CompanyId, backups: &Backups) {
    let said = if backups.warnings.is_empty() { "" } else { ON };
    ports.0.with_value(|ports| ports.phone.set_setting(&setting_of(company), said));
}

/// The row, where something was wrong; it leads to the page. Nothing for who is no admin.
#[component]
pub fn BackupsNotice() -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let admin = Memo::new(move |_| is_admin(desk));
    let company = Memo::new(move |_| desk.who().map(|who| who.company));
    // Read once for a company: not again when the answer has come.
    let is_on = Memo::new(move |_| {
        let said = |company| ports.0.with_value(|ports| ports.phone.setting(&setting_of(company)));
        company.get().and_then(said).as_deref() == Some(ON)
    });
    Effect::new(move |_| {
        if let Some(company) = company.get().filter(|_| admin.get()) {
            let asked = ports.0.with_value(|ports| ports.office.backups());
            spawn_local(async move {
                // Without an answer it stays as it is.
                if let Ok(backups) = asked.await {
                    keep(ports, company, &backups);
                }
            });
        }
    });
    move || {
        (is_on.get() && admin.get()).then(|| {
            let leading =
                view! { <span class="tone-mark" data-tone=Tone::Trouble.name()><Icon glyph=Glyph::Alert/></span> }
                    .into_any();
            view! {
                <div class="list">
                    <ListRow
                        title=t("backups.notice") text=t("backups.notice_text") href="/settings/backups" leading
                        attr:data-testid="backups-notice"
                    />
                </div>
            }
        })
    }
}
