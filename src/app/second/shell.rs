//! The frame around every page of a signed-in person: the page and the tabs. Without anybody signed in: the way to the
//! login.

use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::{use_location, use_navigate};
use sync::client::Closed;

use crate::app::app_frame::AppFrame;
use crate::app::store_trouble::StoreTrouble;
use crate::features::stock::provide_catalogs;
use crate::state::use_desk;

/// The frame.
#[component]
pub fn Shell() -> impl IntoView {
    let desk = use_desk();
    // Here and not where the app begins: the first part of the program knows nothing of items.
    provide_catalogs(desk);
    let path = use_location().pathname;
    let signed_in = Memo::new(move |_| desk.who().is_some());
    lead_to_second_factor();
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
        view! { <AppFrame current=path><Outlet/></AppFrame> }.into_any()
    }
}

/// Somebody who signs in for the first time, at a company that asks for a second factor, has nothing else to do here.
fn lead_to_second_factor() {
    let desk = use_desk();
    let navigate = use_navigate();
    let wanted = Memo::new(move |_| {
        let summary = desk.summary();
        summary.closed == Some(Closed::SecondFactor) && !summary.ready_offline
    });
    Effect::new(move |_| {
        if wanted.get() {
            navigate("/settings/security/second-factor", Default::default());
        }
    });
}
