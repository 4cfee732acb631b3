//! What the second part of the program draws, by name, and a place for it on the screen until it is there.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{OrderLine, PortsHandle};

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

/// A piece of the first screen that can come a moment after its list.
#[derive(Clone, Copy)]
pub enum Piece {
    /// The cards of the first run.
    FirstRun,
    /// The office's day.
    OfficeDay,
    /// The one big button, for the next job.
    StepBar(Signal<Option<Arc<OrderLine>>>),
}

/// Draws what belongs to the second part.
pub trait Screens {
    /// A page.
    fn page(&self, page: Page) -> AnyView;
    /// A piece of the first screen.
    fn piece(&self, piece: Piece) -> AnyView;
}

/// A page: at once when the second part is there; until then `waiting`.
pub fn page(page: Page, waiting: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    when_there(Box::new(move |screens| screens.page(page)), Box::new(waiting))
}

/// A piece of the first screen: at once when the second part is there; until then `waiting`.
pub fn piece(piece: Piece, waiting: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    when_there(Box::new(move |screens| screens.piece(piece)), Box::new(waiting))
}

type Make = Box<dyn FnOnce(&dyn Screens) -> AnyView>;

fn when_there(make: Make, waiting: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    let screens = expect_context::<PortsHandle>().0.with_value(|ports| ports.screens.clone());
    if screens.has_arrived() {
        return make(&*screens);
    }
    let (made, there) = (StoredValue::new_local(None::<AnyView>), RwSignal::new(false));
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move {
        let screens = screens.wait().await;
        // The person may have gone on meanwhile; then nobody looks.
        if !there.is_disposed() {
            let view = owner.with(|| make(&*screens));
            made.try_set_value(Some(view));
            there.try_set(true);
        }
    });
    (move || match there.get().then(|| made.try_update_value(Option::take)).flatten().flatten() {
        Some(view) => view,
        None => waiting(),
    })
    .into_any()
}
