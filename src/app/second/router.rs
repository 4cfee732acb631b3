//! Which page answers which address, and which need somebody to be signed in.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::hooks::use_navigate;
use leptos_router::path;

use super::shell::Shell;
use crate::features::account::{PasswordPage, SecondFactorPage, SecurityPage};
use crate::features::backups::BackupsPage;
use crate::features::conflicts::ConflictsPage;
use crate::features::customers::{CustomerFormPage, CustomerPage, CustomersPage};
use crate::features::install::InstallPage;
use crate::features::jobs::JobsPage;
use crate::features::login::{ForgotPage, LoginPage, SetUpPage};
use crate::features::more::{MorePage, SettingsPage};
use crate::features::people::{InvitePage, PeoplePage, PersonAccountPage};
use crate::features::phones::PhonesPage;
use crate::features::photos::PhotoViewerPage;
use crate::features::programs::{KeyFormPage, ProgramsPage};
use crate::features::scan::ScanPage;
use crate::features::schedule::SchedulePage;
use crate::features::stock::{ItemFormPage, ItemPage, ItemsPage, ParkedCodesPage};
use crate::features::sync_center::SyncCenterPage;
use crate::features::time::{TimeEntryPage, TimePage};
use crate::features::today::TodayPage;
use crate::features::webhooks::{WebhookFormPage, WebhooksPage};
use crate::features::work_order::{OrderFormPage, WorkOrderPage};
use crate::state::LeadTo;

/// All pages, each at its address.
#[component]
pub fn Pages() -> impl IntoView {
    view! {
        <Router>
            <AllRoutes/>
        </Router>
    }
    .into_any()
}

/// A lost address leads to today: never a blank page.
#[component]
fn AllRoutes() -> impl IntoView {
    let navigate = use_navigate();
    provide_context(LeadTo(Callback::new(move |to: String| {
        navigate(&to, NavigateOptions { replace: true, ..Default::default() });
    })));
    view! {
        <Routes fallback=|| view! { <Redirect path="/today"/> }>
            <Route path=path!("/login") view=LoginPage/>
            <Route path=path!("/login/set-up") view=SetUpPage/>
            <Route path=path!("/login/forgot") view=ForgotPage/>
            <ParentRoute path=path!("") view=Shell>
                <Route path=path!("/") view=|| view! { <Redirect path="/today"/> }/>
                <Route path=path!("/today") view=TodayPage/>
                <Route path=path!("/jobs") view=JobsPage/>
                <Route path=path!("/jobs/new") view=OrderFormPage/>
                <Route path=path!("/jobs/:id") view=WorkOrderPage/>
                <Route path=path!("/jobs/:id/edit") view=OrderFormPage/>
                <Route path=path!("/jobs/:id/photos/:photo") view=PhotoViewerPage/>
                <Route path=path!("/customers") view=CustomersPage/>
                <Route path=path!("/customers/new") view=CustomerFormPage/>
                <Route path=path!("/customers/:id") view=CustomerPage/>
                <Route path=path!("/customers/:id/edit") view=CustomerFormPage/>
                <Route path=path!("/scan") view=ScanPage/>
                <Route path=path!("/items") view=ItemsPage/>
                <Route path=path!("/items/new") view=ItemFormPage/>
                <Route path=path!("/items/:id") view=ItemPage/>
                <Route path=path!("/items/:id/edit") view=ItemFormPage/>
                <Route path=path!("/parked") view=ParkedCodesPage/>
                <Route path=path!("/time") view=TimePage/>
                <Route path=path!("/time/:id") view=TimeEntryPage/>
                <Route path=path!("/schedule") view=SchedulePage/>
                <Route path=path!("/more") view=MorePage/>
                <Route path=path!("/sync") view=SyncCenterPage/>
                <Route path=path!("/conflicts") view=ConflictsPage/>
                <Route path=path!("/people") view=PeoplePage/>
                <Route path=path!("/people/new") view=InvitePage/>
                <Route path=path!("/people/:id") view=PersonAccountPage/>
                <Route path=path!("/phones") view=PhonesPage/>
                <Route path=path!("/settings") view=SettingsPage/>
                <Route path=path!("/settings/security") view=SecurityPage/>
                <Route path=path!("/settings/security/password") view=PasswordPage/>
                <Route path=path!("/settings/security/second-factor") view=SecondFactorPage/>
                <Route path=path!("/settings/backups") view=BackupsPage/>
                <Route path=path!("/settings/programs") view=ProgramsPage/>
                <Route path=path!("/settings/programs/new") view=KeyFormPage/>
                <Route path=path!("/settings/webhooks") view=WebhooksPage/>
                <Route path=path!("/settings/webhooks/new") view=WebhookFormPage/>
                <Route path=path!("/install") view=InstallPage/>
            </ParentRoute>
        </Routes>
    }
    .into_any()
}
