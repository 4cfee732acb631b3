//! The office's day: what needs somebody, what is late, what stands where.

use std::time::Duration;

use domain::Entity;
use domain::status::Status;
use leptos::prelude::*;

use super::day_row::rows;
use super::office_counts::OfficeCounts;
use crate::features::backups::BackupsNotice;
use crate::features::time::use_now;
use crate::state::{PortsHandle, use_desk, use_order_lines};
use crate::ui::{ChipLink, Drawing, EmptyState, Glyph, Icon, LinkButton, ListRow, SectionHeader, Tone};
use crate::words::{t, t_count, t_value};

/// The sections of the day.
#[component]
pub fn OfficeDay() -> impl IntoView {
    let (ports, orders) = (expect_context::<PortsHandle>(), use_order_lines());
    let now = use_now(Duration::from_secs(60));
    let counts = Memo::new(move |_| {
        let now = now.get();
        let day = ports.0.with_value(|ports| (ports.phone.day_start(now), ports.phone.add_days(now, 1)));
        orders.with(|lines| OfficeCounts::of(&lines.0, day, now))
    });
    let late = Memo::new(move |_| counts.read().late.clone());
    let unassigned = Memo::new(move |_| counts.read().unassigned.clone());
    let today = Memo::new(move |_| counts.read().today.clone());
    let by_status = Memo::new(move |_| counts.read().by_status.clone());
    let chips = move || {
        by_status
            .get()
            .into_iter()
            .map(|(status, n)| {
                let label = format!("{} {n}", t_value("status", &status));
                view! { <ChipLink label href=jobs_href(status)/> }
            })
            .collect_view()
    };
    view! {
        <BackupsNotice/>
        <Attention/>
        <SectionHeader title=t("today.by_status")/>
        <div class="cluster" data-testid="status-counts">{chips}</div>
        {move || (!late.read().is_empty()).then(|| view! {
            <SectionHeader title=t("today.running_late")/>
            {rows(late.get(), now)}
        })}
        {move || (!unassigned.read().is_empty()).then(|| view! {
            <SectionHeader title=t("today.unassigned")/>
            {rows(unassigned.get(), now)}
        })}
        <SectionHeader title=t("today.everybody")><a href="/schedule">{t("today.schedule")}</a></SectionHeader>
        {move || if today.read().is_empty() {
            view! {
                <EmptyState drawing=Drawing::Calendar text=t("today.empty_office")>
                    <LinkButton label=t("today.new_job") icon=Glyph::Add href="/jobs/new"/>
                </EmptyState>
            }.into_any()
        } else {
            rows(today.get(), now)
        }}
    }
    .into_any()
}

/// What only a person can settle: two values for one field, and work that was refused.
#[component]
fn Attention() -> impl IntoView {
    let desk = use_desk();
    let conflicts = Memo::new(move |_| desk.summary().conflicts);
    let refused = Memo::new(move |_| desk.all(Entity::Rejected).len());
    let row = |n: usize, text: String, href: &'static str| {
        (n > 0).then(|| {
            let leading = view! { <span data-tone=Tone::Attention.name()><Icon glyph=Glyph::Alert/></span> }.into_any();
            view! { <ListRow title=text href leading/> }
        })
    };
    move || {
        (conflicts.get() + refused.get() > 0).then(|| {
            view! {
                <div class="list" data-testid="office-attention">
                    {row(conflicts.get(), t_count("today.conflicts", conflicts.get()), "/conflicts")}
                    {row(refused.get(), t_count("today.refused", refused.get()), "/conflicts")}
                </div>
            }
        })
    }
}

/// The list of work orders in one status.
fn jobs_href(status: Status) -> String {
    match serde_json::to_value(status) {
        Ok(serde_json::Value::String(name)) => format!("/jobs?show=all&status={name}"),
        _ => "/jobs?show=all".to_owned(),
    }
}
