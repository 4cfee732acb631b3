//! Who did what when, the newest first.

use leptos::prelude::*;

use super::history_line::{Line, lines};
use super::open_order::use_open_order;
use super::people::{Names, use_names};
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, Icon, SectionHeader};
use crate::words::t;

/// So many lines are shown at first.
const FIRST: usize = 12;

/// The section.
#[component]
pub(super) fn History() -> impl IntoView {
    let order = use_open_order();
    let (ports, names) = (expect_context::<PortsHandle>(), use_names());
    let all = RwSignal::new(false);
    let limit = move || if all.get() { usize::MAX } else { FIRST };
    let told = Memo::new(move |_| ports.0.with_value(|ports| lines(order, &*ports.phone, limit())));
    let shown = move || told.with(|(lines, _)| lines.clone());
    let more = move || {
        told.with(|(_, more)| *more).then(|| {
            view! {
                <Button
                    label=t("history.all")
                    kind=ButtonKind::Ghost
                    on_press=move |()| all.set(true)
                    attr:data-testid="history-all"
                />
            }
        })
    };
    view! {
        <section class="wo-section" id="history">
            <SectionHeader title=t("history.title")/>
            <ol class="history">
                <For each=shown key=|line| (line.id, line.what.clone()) let:line>{entry(&line, ports, names)}</For>
            </ol>
            {more}
        </section>
    }
    .into_any()
}

fn entry(line: &Line, ports: PortsHandle, names: Names) -> AnyView {
    view! {
        <li data-testid="history-line">
            <Icon glyph=line.glyph/>
            <span class="history-what">{line.what.clone()}</span>
            <time>{names.of(line.by)} " · " {ports.0.with_value(|ports| ports.phone.date_time(line.at))}</time>
        </li>
    }
    .into_any()
}
