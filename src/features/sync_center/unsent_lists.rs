//! What is on its way, and what waits.

use leptos::prelude::*;

use super::line_view::line_view;
use super::queue::{Line, Unsent, unsent};
use crate::state::use_desk;
use crate::ui::{Glyph, SectionHeader, Tone};
use crate::words::{t, t_count};

/// The two groups; an empty one is not there.
#[component]
pub(super) fn UnsentLists(
    /// The clock.
    now: Signal<i64>,
) -> impl IntoView {
    let desk = use_desk();
    let lines = Memo::new(move |_| unsent(desk, now.get()));
    move || {
        let Unsent { sending, waiting, more } = lines.get();
        view! {
            {group(t("sync.sending"), sending, Glyph::CloudUpload)}
            {group(t("sync.waiting"), waiting, Glyph::Smartphone)}
            {(more > 0).then(|| view! { <p class="quiet small">{t_count("sync.more", more)}</p> })}
        }
        .into_any()
    }
}

fn group(title: &'static str, lines: Vec<Line>, glyph: Glyph) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let count = lines.len().to_string();
    let rows: Vec<AnyView> =
        lines.into_iter().map(|line| line_view(line, Tone::Waiting, glyph, "sync-item", None)).collect();
    let group = view! {
        <SectionHeader title><span class="quiet number">{count}</span></SectionHeader>
        <div class="list">{rows}</div>
    };
    Some(group.into_any())
}
