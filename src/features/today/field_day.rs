//! The day of somebody with jobs: the next one, what comes later, what is done.

use std::time::Duration;

use leptos::prelude::*;

use super::day_row::rows;
use super::my_day::MyDay;
use super::next_job::NextJob;
use crate::features::time::use_now;
use crate::ui::{Drawing, EmptyState, LinkButton, SectionHeader};
use crate::words::t;

/// The sections of the day.
#[component]
pub(super) fn FieldDay(
    /// The day.
    day: Memo<MyDay>,
) -> impl IntoView {
    let now = use_now(Duration::from_secs(30));
    let next = Memo::new(move |_| day.read().next.clone());
    let later = Memo::new(move |_| day.read().later.clone());
    let done = Memo::new(move |_| day.read().done.clone());
    let empty = Memo::new(move |_| day.read().is_empty());
    view! {
        {move || next.get().map(|line| view! {
            <SectionHeader title=t("today.next")/>
            <NextJob line now/>
        })}
        {move || (!later.read().is_empty()).then(|| view! {
            <SectionHeader title=t("today.later")/>
            {rows(later.get(), now)}
        })}
        {move || (!done.read().is_empty()).then(|| view! {
            <SectionHeader title=t("today.done")/>
            {rows(done.get(), now)}
        })}
        {move || empty.get().then(|| view! {
            <EmptyState drawing=Drawing::Calendar text=t("today.empty")>
                <LinkButton label=t("today.see_week") href="/schedule?span=week"/>
            </EmptyState>
        })}
    }
    .into_any()
}
