//! What stood in an entry before each correction, who changed it and why. Nothing of it is ever taken away.

use domain::Entity;
use domain::people::User;
use domain::time_entry::{Correction, TimeEntry};
use leptos::prelude::*;

use super::entry_row::span_words;
use crate::state::{Desk, PortsHandle, use_desk};
use crate::ui::{ListRow, SectionHeader};
use crate::words::{t, t_value, t_with};

/// The history of an entry, the latest first; nothing when there is none.
#[component]
pub(super) fn Corrections(
    /// The entry.
    entry: TimeEntry,
) -> impl IntoView {
    let desk = use_desk();
    let by_hand = entry.manual.then(|| {
        let reason = entry.reason.clone();
        view! { <ListRow title=t("time.by_hand") text=reason/> }
    });
    let rows = untrack(|| entry.corrections.iter().rev().map(|it| row(desk, it)).collect_view());
    let any = entry.manual || !entry.corrections.is_empty();
    any.then(|| {
        view! {
            <SectionHeader title=t("time.history")/>
            <div class="list" data-testid="time-corrections">{rows}{by_hand}</div>
        }
    })
    .into_any()
}

fn row(desk: Desk, correction: &Correction) -> AnyView {
    let ports = expect_context::<PortsHandle>();
    let stamp = correction.stamp;
    let who = desk.get::<User>(Entity::User, stamp.by.0).map(|user| user.name).unwrap_or_default();
    let when = ports.0.with_value(|ports| ports.phone.date_time(stamp.at));
    let (kind, start, end) = (correction.kind, correction.start, correction.end);
    let before = span_words(&TimeEntry { kind, start, end, ..TimeEntry::default() });
    let before = t_with("time.was", &[("before", &format!("{} {before}", t_value("time_kind", &kind)))]);
    view! {
        <ListRow title=correction.reason.clone() text=before>
            <span class="row-text">{format!("{who} · {when}")}</span>
        </ListRow>
    }
    .into_any()
}
