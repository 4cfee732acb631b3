//! My time: what runs, this week day by day, the entries of one day.

use std::time::Duration;

use domain::Entity;
use domain::people::Company;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::query_signal_with_options;

use super::day_bars::DayBars;
use super::entry_row::EntryRow;
use super::length::hours;
use super::running::{own_entries, running};
use super::start_sheet::StartSheet;
use super::ticking::use_now;
use super::timer_card::TimerCards;
use super::week::{Day, Week, week};
use super::week_header::WeekHeader;
use crate::features::frame::Frame;
use crate::state::ports::Phone;
use crate::state::{Desk, PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, Drawing, EmptyState, FormActions, Glyph, IconLink, SectionHeader};
use crate::words::{t, t_with};

/// The page at `/time`; `?day=` names another day than today.
#[component]
pub fn TimePage() -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let now = use_now(Duration::from_secs(20));
    let today = ports.0.with_value(|ports| ports.phone.day_start(ports.phone.now()));
    // Turning pages is not going places: back leaves the week at once.
    let quiet = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
    let (asked, ask) = query_signal_with_options::<i64>("day", quiet);
    let shown = Memo::new(move |_| asked.get().unwrap_or(today));
    let first = Memo::new(move |_| week_start(desk));
    let bounds = Memo::new(move |_| ports.0.with_value(|ports| bounds(&*ports.phone, shown.get(), first.get())));
    let sheet = Memo::new(move |_| week(&own_entries(desk), &bounds.read(), now.get()));
    let turn = Callback::new(move |days: i32| {
        ask.set(Some(ports.0.with_value(|ports| ports.phone.add_days(shown.get_untracked(), days))));
    });
    let starting = RwSignal::new(false);
    let idle = Memo::new(move |_| running(desk).is_empty());
    let by_hand =
        move || view! { <IconLink glyph=Glyph::Add label=t("time.add") href="/time/new" attr:data-testid="time-add"/> };
    view! {
        <Frame title=t("time.title") trailing=ViewFn::from(by_hand)>
            <TimerCards/>
            <WeekHeader bounds worked=Signal::derive(move || sheet.read().worked) on_turn=turn/>
            <DayBars bounds week=sheet shown today on_pick=Callback::new(move |day| ask.set(Some(day)))/>
            <DayEntries sheet shown now/>
            <FormActions>
                <Button
                    label=Signal::derive(move || t(if idle.get() { "time.start" } else { "time.switch" }).to_owned())
                    kind=ButtonKind::Primary
                    icon=Glyph::Play
                    block=true
                    on_press=move |()| starting.set(true)
                    attr:data-testid="timer-start"
                />
            </FormActions>
            <StartSheet open=starting/>
        </Frame>
    }
    .into_any()
}

#[component]
fn DayEntries(sheet: Memo<Week>, shown: Memo<i64>, now: Signal<i64>) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let day = Memo::new(move |_| sheet.read().day(shown.get()).cloned().unwrap_or_default());
    let title = move || ports.0.with_value(|ports| ports.phone.date(shown.get()));
    let lines = Memo::new(move |_| day.read().lines.clone());
    view! {
        <SectionHeader title=Signal::derive(title)>
            <span class="number strong" data-testid="day-total">{move || day.with(total_words)}</span>
        </SectionHeader>
        {move || if lines.read().is_empty() {
            view! { <EmptyState drawing=Drawing::Calendar text=t("time.empty")/> }.into_any()
        } else {
            let rows = lines.get().into_iter().map(|line| view! { <EntryRow line now/> }).collect_view();
            view! { <div class="list">{rows}</div> }.into_any()
        }}
    }
    .into_any()
}

fn total_words(day: &Day) -> String {
    let worked = hours(day.worked);
    if day.meals < 60_000 {
        return worked;
    }
    t_with("time.day_total", &[("worked", &worked), ("meals", &hours(day.meals))])
}

/// The first day of the company's work week, 0 = Sunday.
fn week_start(desk: Desk) -> u8 {
    desk.read_all::<Company>(Entity::Company).first().map_or(0, |(_, company)| company.week_start % 7)
}

/// The first moments of the seven days of the week that `day` is in, and of the day after.
fn bounds(phone: &dyn Phone, day: i64, first: u8) -> Vec<i64> {
    let since = i32::from((phone.weekday(day) + 7 - first) % 7);
    (0..=7).map(|nth| phone.add_days(day, nth - since)).collect()
}
