//! The page that opens first.

use std::time::Duration;

use leptos::prelude::*;

use super::field_day::FieldDay;
use super::my_day::MyDay;
use crate::features::frame::Frame;
use crate::features::time::{TimerCards, use_now};
use crate::state::permission::is_office;
use crate::state::{Piece, PiecesCame, PortsHandle, screens, use_desk, use_order_lines};
use crate::ui::{Glyph, IconLink, SkeletonRows};
use crate::words::t;

/// The page at `/today`. Somebody in the office who is on a job sees both: the company's day, and their own.
#[component]
pub fn TodayPage() -> impl IntoView {
    let (desk, ports, orders) = (use_desk(), expect_context::<PortsHandle>(), use_order_lines());
    let clock = use_now(Duration::from_secs(60));
    // The page stays open over midnight.
    let days = Memo::new(move |_| {
        let now = clock.get();
        ports.0.with_value(|ports| (ports.phone.day_start(now), ports.phone.add_days(now, 1)))
    });
    let day = Memo::new(move |_| {
        let (today, tomorrow) = days.get();
        orders.with(|lines| MyDay::of(&lines.0, desk.me(), today, tomorrow))
    });
    let PiecesCame(came) = expect_context();
    let office = Memo::new(move |_| is_office(desk));
    let own = Memo::new(move |_| !office.get() || day.read().next.is_some());
    let next = Signal::derive(move || day.read().next.clone());
    let schedule = || view! { <IconLink glyph=Glyph::Calendar label=t("today.schedule") href="/schedule"/> };
    view! {
        <Frame title=t("today.title") trailing=ViewFn::from(schedule)>
            {screens::piece(Piece::FirstRun, nothing)}
            <TimerCards/>
            {move || own.get().then(|| view! { <FieldDay day/> })}
            {move || {
                came.track();
                office.get().then(|| screens::piece(Piece::OfficeDay, || view! { <SkeletonRows/> }.into_any()))
            }}
            {screens::piece(Piece::StepBar(next), nothing)}
        </Frame>
    }
    .into_any()
}

/// What a piece shows that is not there yet.
fn nothing() -> AnyView {
    ().into_any()
}
