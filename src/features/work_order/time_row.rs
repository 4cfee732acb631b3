//! One stretch of time on this job.

use domain::time_entry::TimeEntry;
use domain::{Entity, Key};
use leptos::prelude::*;
use uuid::Uuid;

use crate::features::jobs::day_words;
use crate::features::sync_mark::SyncMark;
use crate::features::time::hours;
use crate::state::use_ports;
use crate::ui::ListRow;
use crate::words::{t, t_value};

/// The row.
#[component]
pub(super) fn TimeRow(id: Uuid, entry: TimeEntry) -> impl IntoView {
    let phone = use_ports().phone;
    let end = entry.end.map_or_else(|| t("work_order.now").to_owned(), |end| phone.time(end));
    let text = format!("{} {} – {end}", day_words(&*phone, entry.start), phone.time(entry.start));
    let trailing = match entry.end {
        None => t("work_order.running").to_owned(),
        Some(_) => hours(entry.length(phone.now())),
    };
    view! {
        <ListRow
            title=t_value("time_kind", &entry.kind)
            text
            href=format!("/time/{id}")
            trailing=view! { <span class="number">{trailing}</span> }.into_any()
            attr:data-testid="time-row"
        >
            <SyncMark of=Key::new(Entity::TimeEntry, id)/>
        </ListRow>
    }
    .into_any()
}
