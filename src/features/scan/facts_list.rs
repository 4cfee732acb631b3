//! What a label says beside the number, in words.

use domain::barcode::date::Date;
use leptos::prelude::*;

use super::facts::Facts;
use crate::words::t;

/// One line each; nothing when the label says nothing.
#[component]
pub(super) fn FactsList(
    /// What the label says.
    facts: Facts,
) -> impl IntoView {
    let lines = lines(facts);
    let line = |(label, text): (&'static str, String)| view! { <div><dt>{label}</dt><dd>{text}</dd></div> };
    (!lines.is_empty()).then(|| {
        view! { <dl class="scan-facts" data-testid="scan-facts">{lines.into_iter().map(line).collect_view()}</dl> }
            .into_any()
    })
}

fn lines(facts: Facts) -> Vec<(&'static str, String)> {
    let day = |label: &'static str, date: Option<Date>| date.map(|date| (label, day_words(date)));
    let text = |label: &'static str, text: Option<String>| text.map(|text| (label, text));
    let lines = [
        text(t("scan.lot"), facts.lot),
        text(t("scan.serial"), facts.serial),
        day(t("scan.expires"), facts.expires),
        day(t("scan.best_before"), facts.best_before),
        day(t("scan.made"), facts.made),
        text(t("scan.order"), facts.order),
    ];
    lines.into_iter().flatten().collect()
}

/// 2026-11 or 2026-11-30: the same in every language, as on the label.
fn day_words(date: Date) -> String {
    match date.day {
        0 => format!("{}-{:02}", date.year, date.month),
        day => format!("{}-{:02}-{day:02}", date.year, date.month),
    }
}
