//! The frame around every page of a signed-in person: the page and the tabs. Without anybody signed in: the way to the
//! login.

use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::use_location;

use crate::app::places::PlaceTabs;
use crate::app::store_trouble::StoreTrouble;
use crate::state::use_desk;
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
                <PlaceTabs current=path/>
            </div>
        }
        .into_any()
    }
}
