//! The pages of the second part, and the pieces of the first screen that come with it.

use leptos::prelude::*;

use crate::features::conflicts::ConflictsPage;
use crate::features::customers::{CustomerFormPage, CustomerPage, CustomersPage};
use crate::features::install::{FirstRunCards, InstallPage};
use crate::features::jobs::JobsPage;
use crate::features::login::{LoginPage, SetUpPage};
use crate::features::more::{MorePage, SettingsPage};
use crate::features::people::{InvitePage, PeoplePage};
use crate::features::photos::PhotoViewerPage;
use crate::features::scan::ScanPage;
use crate::features::schedule::SchedulePage;
use crate::features::stock::{ItemFormPage, ItemPage, ItemsPage, ParkedCodesPage};
use crate::features::sync_center::SyncCenterPage;
use crate::features::time::{TimeEntryPage, TimePage};
use crate::features::today::{OfficeDay, StepBar};
use crate::features::work_order::{OrderFormPage, WorkOrderPage};
use crate::state::{Page, Piece, Screens};

/// Draws them.
pub struct AppScreens;

impl Screens for AppScreens {
    fn page(&self, page: Page) -> AnyView {
        match page {
            Page::Login => view! { <LoginPage/> }.into_any(),
            Page::SetUp => view! { <SetUpPage/> }.into_any(),
            Page::Jobs => view! { <JobsPage/> }.into_any(),
            Page::OrderForm => view! { <OrderFormPage/> }.into_any(),
            Page::Order => view! { <WorkOrderPage/> }.into_any(),
            Page::Photo => view! { <PhotoViewerPage/> }.into_any(),
            Page::Customers => view! { <CustomersPage/> }.into_any(),
            Page::Customer => view! { <CustomerPage/> }.into_any(),
            Page::CustomerForm => view! { <CustomerFormPage/> }.into_any(),
            Page::Scan => view! { <ScanPage/> }.into_any(),
            Page::Items => view! { <ItemsPage/> }.into_any(),
            Page::ItemForm => view! { <ItemFormPage/> }.into_any(),
            Page::Item => view! { <ItemPage/> }.into_any(),
            Page::Parked => view! { <ParkedCodesPage/> }.into_any(),
            Page::Time => view! { <TimePage/> }.into_any(),
            Page::TimeEntry => view! { <TimeEntryPage/> }.into_any(),
            Page::Schedule => view! { <SchedulePage/> }.into_any(),
            Page::More => view! { <MorePage/> }.into_any(),
            Page::Sync => view! { <SyncCenterPage/> }.into_any(),
            Page::Conflicts => view! { <ConflictsPage/> }.into_any(),
            Page::People => view! { <PeoplePage/> }.into_any(),
            Page::Invite => view! { <InvitePage/> }.into_any(),
            Page::Settings => view! { <SettingsPage/> }.into_any(),
            Page::Install => view! { <InstallPage/> }.into_any(),
        }
    }

    fn piece(&self, piece: Piece) -> AnyView {
        match piece {
            Piece::FirstRun => view! { <FirstRunCards/> }.into_any(),
            Piece::OfficeDay => view! { <OfficeDay/> }.into_any(),
            Piece::StepBar(next) => view! { <StepBar next/> }.into_any(),
        }
    }
}
