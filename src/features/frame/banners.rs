//! Thin lines under the top bar, only while there is something to say: offline, the server lets nobody in, new version.
//!
//! What stands under a finger stays there. A line that is there when the page is opened keeps its room as long as the
//! page stands; one that comes later lies over the page.

use leptos::prelude::*;
use sync::client::{Closed, Summary};

use crate::state::{Piece, PortsHandle, screens, use_desk};
use crate::ui::{Banner, Button, ButtonKind, Glyph, Tone};
use crate::words::{t, t_count};

/// Which lines there are. Compared as a whole, so that a count that changes elsewhere draws nothing anew.
#[derive(Clone, Copy, PartialEq)]
struct Lines {
    /// The line with its room, also when the server is back.
    offline: Option<Line<Option<usize>>>,
    closed: Option<Line<Closed>>,
    update: Option<Line<bool>>,
}

/// One line.
#[derive(Clone, Copy, PartialEq)]
struct Line<T> {
    what: T,
    /// It came while the page stood: it has no room of its own.
    late: bool,
}

impl Lines {
    fn of(summary: &Summary, update_waiting: bool, old: Option<&Self>) -> Self {
        fn line<T>(what: T, late: Option<Option<bool>>) -> Line<T> {
            Line { what, late: late.is_some_and(|old| old.unwrap_or(true)) }
        }
        let offline = old.map(|old| old.offline.map(|line| line.late));
        let closed = old.map(|old| old.closed.map(|line| line.late));
        let update = old.map(|old| old.update.map(|line| line.late));
        let unsent = summary.offline.then(|| summary.unsent());
        Self {
            offline: (unsent.is_some() || offline == Some(Some(false))).then(|| line(unsent, offline)),
            closed: summary.closed.map(|why| line(why, closed)),
            // A server that no longer understands this build is the more pressing reason.
            update: (summary.update_needed || update_waiting).then(|| line(summary.update_needed, update)),
        }
    }
}

/// The lines.
#[component]
pub(super) fn Banners() -> impl IntoView {
    let desk = use_desk();
    let lines = Memo::new(move |old| Lines::of(&desk.summary(), desk.update_waiting().get(), old));
    move || {
        let lines = lines.get();
        view! {
            {lines.offline.map(|line| in_its_place(line.late, offline(line.what)))}
            {lines.closed.map(|line| in_its_place(line.late, screens::piece(Piece::Closed(line.what), || ().into_any())))}
            {lines.update.map(|line| in_its_place(line.late, update(line.what)))}
        }
        .into_any()
    }
}

fn in_its_place(late: bool, line: AnyView) -> AnyView {
    view! { <div class="banner-place" class:banner-late=late>{line}</div> }.into_any()
}

/// How many wait on the phone; nothing when the server is back.
fn offline(unsent: Option<usize>) -> AnyView {
    let (text, tone, icon) = match unsent {
        Some(0) => (t("banner.offline.none").to_owned(), Tone::Waiting, Glyph::CloudOff),
        Some(unsent) => (t_count("banner.offline", unsent), Tone::Waiting, Glyph::CloudOff),
        None => (t("banner.offline.over").to_owned(), Tone::Ok, Glyph::CheckCircle),
    };
    view! { <Banner text tone icon/> }.into_any()
}

fn update(needed: bool) -> AnyView {
    let ports = expect_context::<PortsHandle>().0;
    let text = t(if needed { "banner.update_needed" } else { "banner.update" });
    view! {
        <Banner text tone=if needed { Tone::Attention } else { Tone::Neutral } icon=Glyph::Download>
            <Button
                label=t("banner.update.action")
                kind=ButtonKind::Ghost
                on_press=move |()| ports.with_value(|ports| ports.phone.update_now())
                attr:data-testid="update-now"
            />
        </Banner>
    }
    .into_any()
}
