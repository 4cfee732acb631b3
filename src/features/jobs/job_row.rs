//! One work order in a list.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::work_order::Priority;
use leptos::prelude::*;

use super::status_chip::StatusChip;
use super::when::start_words;
use crate::state::{OrderLine, use_ports};
use crate::ui::{Glyph, Icon};
use crate::words::{t, t_value};

/// The height of a row, in rem.
pub const ROW_REM: f64 = 5.75;

/// A row.
#[component]
pub fn JobRow(
    /// What it shows.
    line: std::sync::Arc<OrderLine>,
) -> impl IntoView {
    let when = line.window.map(|window| start_words(&*use_ports().phone, window));
    let number = line.number.clone().unwrap_or_else(|| t("jobs.number_follows").to_owned());
    let place = if line.town.is_empty() { number } else { format!("{number} · {}", line.town) };
    let urgent = line.priority == Priority::Emergency;
    view! {
        <a class="job-row" class:job-urgent=urgent href=format!("/jobs/{}", line.id) data-testid="job-row">
            <span class="job-line">
                <span class="job-who one-line">{line.customer.clone()}</span>
                {when.map(|when| view! { <span class="job-when">{when}</span> })}
            </span>
            <span class="job-what one-line">{line.title.clone()}</span>
            <span class="job-line">
                <StatusChip status=line.status/>
                <span class="job-where one-line">{place}</span>
                {marks(&line)}
            </span>
        </a>
    }
    .into_any()
}

/// How urgent, and whether it is on this phone only: each a drawing with words for those who listen.
fn marks(line: &OrderLine) -> AnyView {
    let urgent = matches!(line.priority, Priority::Emergency | Priority::High);
    let priority = t_value("priority", &line.priority);
    let tone = if line.priority == Priority::Emergency { "trouble" } else { "attention" };
    view! {
        <span class="job-marks">
            {urgent.then(|| view! {
                <span class="job-marks" data-tone=tone title=priority.clone()>
                    <Icon glyph=Glyph::Alert/>
                    <span class="visually-hidden">{priority.clone()}</span>
                </span>
            })}
            {line.pending.then(|| view! {
                <span class="job-marks" data-tone="waiting" title=t("sync_mark.saved")>
                    <Icon glyph=Glyph::Smartphone/>
                    <span class="visually-hidden">{t("sync_mark.saved")}</span>
                </span>
            })}
        </span>
    }
    .into_any()
}

/// The identity of a row: another picture, another key.
pub(super) fn key_of(line: &OrderLine) -> String {
    let mut hash = DefaultHasher::new();
    (&line.number, &line.title, &line.customer, &line.town, line.status, line.priority).hash(&mut hash);
    (line.window.map(|w| w.start), line.pending).hash(&mut hash);
    format!("{}:{}", line.id, hash.finish())
}
