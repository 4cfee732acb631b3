//! The main places of the app, as tabs.

use leptos::prelude::*;

use crate::ui::{Destination, Glyph, Tabs};
use crate::words::t;

/// The tabs.
#[component]
pub fn PlaceTabs(
    /// The path on screen.
    #[prop(into)]
    current: Signal<String>,
) -> impl IntoView {
    view! { <Tabs label=t("shell.places") items=Signal::derive(places) current/> }
}

fn places() -> Vec<Destination> {
    let place = |href: &str, label: &'static str, icon, prominent| Destination {
        href: href.to_owned(),
        label: t(label).to_owned(),
        icon,
        prominent,
    };
    vec![
        place("/today", "shell.today", Glyph::Today, false),
        place("/jobs", "shell.jobs", Glyph::Jobs, false),
        place("/scan", "shell.scan", Glyph::Scan, true),
        place("/time", "shell.time", Glyph::Time, false),
        place("/more", "shell.more", Glyph::More, false),
    ]
}
