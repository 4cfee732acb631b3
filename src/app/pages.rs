//! The pages of the second part: which there are, and showing them as soon as that part is there.

use futures_util::FutureExt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::features::conflicts::ConflictsPage;
use crate::features::customers::{CustomerFormPage, CustomerPage, CustomersPage};
use crate::features::install::InstallPage;
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
use crate::features::work_order::{OrderFormPage, WorkOrderPage};
use crate::state::PortsHandle;
use crate::ui::{Drawing, EmptyState, SkeletonRows};
use crate::words::t;

/// A page of the second part.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub enum Page {
    /// Signing in.
    Login,
    /// The first password.
    SetUp,
    /// All work orders.
    Jobs,
    /// A new work order, or one that is changed.
    OrderForm,
    /// One work order.
    Order,
    /// One photo, as large as the screen.
    Photo,
    /// All customers.
    Customers,
    /// One customer.
    Customer,
    /// A new customer, or one that is changed.
    CustomerForm,
    /// The camera.
    Scan,
    /// All stock.
    Items,
    /// A new item, or one that is changed.
    ItemForm,
    /// One item.
    Item,
    /// Codes that nobody knew.
    Parked,
    /// Today's time, and the week.
    Time,
    /// One entry.
    TimeEntry,
    /// Who is where.
    Schedule,
    /// What has no tab.
    More,
    /// What waits, and why.
    Sync,
    /// Two values for one field.
    Conflicts,
    /// Everybody in the company.
    People,
    /// A new account.
    Invite,
    /// Looks and sounds.
    Settings,
    /// The way to the home screen.
    Install,
}

#[wasm_split(second, fallible, preload(open_way))]
fn build(page: Page) -> Result<AnyView, SplitLoaderError> {
    Ok(match page {
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
    })
}

/// Opens the way to these pages; after that they are built at once.
pub async fn load() -> Result<(), SplitLoaderError> {
    open_way().await
}

/// Said when the second part is not on this phone and cannot be fetched now.
#[derive(Clone, Copy)]
pub struct SecondMissing(pub RwSignal<bool>);

/// A view of a page of the second part. One type for all pages: the router's code is made once for each type.
pub fn later(page: Page) -> impl Fn() -> AnyView + Clone + Send + 'static {
    move || show(page)
}

/// Shows the page at once when the second part is there, else as soon as it is.
fn show(page: Page) -> AnyView {
    let account = expect_context::<PortsHandle>().0.with_value(|ports| ports.account.clone());
    if account.has_arrived()
        && let Some(Ok(view)) = build(page).now_or_never()
    {
        return view;
    }
    let (built, there) = (StoredValue::new_local(None::<AnyView>), RwSignal::new(false));
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        account.wait().await;
        // The person may have gone on meanwhile; then nobody looks.
        if let Some(Ok(view)) = owner.with(|| build(page).now_or_never()) {
            built.try_set_value(Some(view));
            there.try_set(true);
        }
    });
    let missing = expect_context::<SecondMissing>().0;
    let waiting = move || match missing.get() {
        true => view! { <EmptyState drawing=Drawing::Unplugged text=t("shell.missing")/> }.into_any(),
        false => view! { <SkeletonRows/> }.into_any(),
    };
    (move || match there.get().then(|| built.try_update_value(Option::take)).flatten().flatten() {
        Some(view) => view,
        None => view! { <main class="page">{waiting}</main> }.into_any(),
    })
    .into_any()
}
