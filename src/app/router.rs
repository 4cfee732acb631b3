//! Which page answers which address, and which need somebody to be signed in.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Redirect, Route, Routes};
use leptos_router::path;

use super::pages::later;
use super::shell::Shell;
use crate::features::today::TodayPage;
use crate::state::Page;

/// All pages. A lost address leads to today: never a blank page.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| view! { <Redirect path="/today"/> }>
            <Route path=path!("/login") view=later(Page::Login)/>
            <Route path=path!("/login/set-up") view=later(Page::SetUp)/>
            <ParentRoute path=path!("") view=Shell>
                <Route path=path!("/") view=|| view! { <Redirect path="/today"/> }/>
                <Route path=path!("/today") view=TodayPage/>
                <Route path=path!("/jobs") view=later(Page::Jobs)/>
                <Route path=path!("/jobs/new") view=later(Page::OrderForm)/>
                <Route path=path!("/jobs/:id") view=later(Page::Order)/>
                <Route path=path!("/jobs/:id/edit") view=later(Page::OrderForm)/>
                <Route path=path!("/jobs/:id/photos/:photo") view=later(Page::Photo)/>
                <Route path=path!("/customers") view=later(Page::Customers)/>
                <Route path=path!("/customers/new") view=later(Page::CustomerForm)/>
                <Route path=path!("/customers/:id") view=later(Page::Customer)/>
                <Route path=path!("/customers/:id/edit") view=later(Page::CustomerForm)/>
                <Route path=path!("/scan") view=later(Page::Scan)/>
                <Route path=path!("/items") view=later(Page::Items)/>
                <Route path=path!("/items/new") view=later(Page::ItemForm)/>
                <Route path=path!("/items/:id") view=later(Page::Item)/>
                <Route path=path!("/items/:id/edit") view=later(Page::ItemForm)/>
                <Route path=path!("/parked") view=later(Page::Parked)/>
                <Route path=path!("/time") view=later(Page::Time)/>
                <Route path=path!("/time/:id") view=later(Page::TimeEntry)/>
                <Route path=path!("/schedule") view=later(Page::Schedule)/>
                <Route path=path!("/more") view=later(Page::More)/>
                <Route path=path!("/sync") view=later(Page::Sync)/>
                <Route path=path!("/conflicts") view=later(Page::Conflicts)/>
                <Route path=path!("/people") view=later(Page::People)/>
                <Route path=path!("/people/new") view=later(Page::Invite)/>
                <Route path=path!("/settings") view=later(Page::Settings)/>
                <Route path=path!("/install") view=later(Page::Install)/>
            </ParentRoute>
        </Routes>
    }
    .into_any()
}
