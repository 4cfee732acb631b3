//! The frame around every page: the way past the tabs for a keyboard, the page, the tabs.

use leptos::prelude::*;

use crate::ui::{Destination, Glyph, Tabs};
use crate::words::t;

/// The frame.
#[component]
pub fn AppFrame(
    /// The path on screen.
    #[prop(into)]
    current: Signal<String>,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="app">
            <a class="skip-link" href="#main">{t("shell.skip")}</a>
            {children()}
            <Tabs label=t("shell.places") items=Signal::derive(places) current/>
        </div>
    }
    .into_any()
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
