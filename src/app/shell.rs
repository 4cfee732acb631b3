//! The frame around every page of a signed-in person: the page and the tabs. Without anybody signed in: the way to the
//! login.

use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::use_location;

use crate::platform::page;
use crate::state::use_desk;
use crate::ui::{Button, ButtonKind, Destination, Drawing, EmptyState, Glyph, Tabs};
use crate::words::t;

/// The frame.
#[component]
pub fn Shell() -> impl IntoView {
    let desk = use_desk();
    let path = use_location().pathname;
    let signed_in = Memo::new(move |_| desk.who().is_some());
    move || {
        if !desk.is_ready() {
            // The static shell of index.html still shows: no flash of an empty page.
            return ().into_any();
        }
        if desk.store_trouble().get() {
            return view! { <StoreTrouble/> }.into_any();
        }
        if !signed_in.get() {
            return view! { <Redirect path="/login"/> }.into_any();
        }
        view! {
            <div class="app">
                <a class="skip-link" href="#main">{t("shell.skip")}</a>
                <Outlet/>
                <Tabs label=t("shell.places") items=Signal::derive(places) current=path/>
            </div>
        }
        .into_any()
    }
}

/// What to do when the phone's storage cannot be opened. Signing in would not help, and nothing of the store is touched.
#[component]
fn StoreTrouble() -> impl IntoView {
    view! {
        <main id="main" class="page">
            <EmptyState drawing=Drawing::Unplugged text=t("shell.store_trouble")>
                <Button label=t("shell.try_again") kind=ButtonKind::Primary on_press=move |()| page::reload()/>
            </EmptyState>
        </main>
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
