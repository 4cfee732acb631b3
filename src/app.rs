//! Wires everything: stores, driver, ports, routes. Imported by no one.

mod driver;
mod pictures;
mod ports;
mod router;
mod shell;
mod stores;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use leptos_router::components::Router;
use sync::client::Client;

use self::driver::Driver;
use self::pictures::Pictures;
use self::ports::{AppAccount, AppPhone, AppScan, AppWork};
use self::router::Pages;
use crate::platform::install::Installer;
use crate::platform::wake::{self, Wake};
use crate::platform::{service_worker, storage, theme};
use crate::state::{Desk, Ports, PortsHandle, SharedClient, SharedOrderLines};
use crate::ui::{Snackbar, SnackbarHost};

/// How many ticks of the clock between two looks for news.
const TICKS_A_PULL: u32 = 6;

/// Starts the app in this page.
pub fn start() {
    console_error_panic_hook::set_once();
    theme::apply();
    mount_to_body(App);
}

/// The app: what lives as long as it does, and the pages.
#[component]
fn App() -> impl IntoView {
    let client: SharedClient = Rc::new(RefCell::new(None));
    let desk = Desk::new(client.clone());
    let driver = Driver::new(desk, client);
    let updates = Rc::new(RefCell::new(None));
    let ports = Ports {
        account: Rc::new(AppAccount(driver.clone())),
        work: Rc::new(AppWork { driver: driver.clone(), pictures: Rc::new(Pictures::default()) }),
        scan: Rc::new(AppScan::default()),
        phone: Rc::new(AppPhone { installer: Rc::new(Installer::listen()), updates: updates.clone() }),
    };
    let snackbar = Snackbar::new();
    provide_context(desk);
    provide_context(PortsHandle(StoredValue::new_local(ports)));
    provide_context(SharedOrderLines::new(desk));
    provide_context(snackbar);
    crate::features::jobs::provide_place();
    crate::features::customers::provide_place();
    crate::features::stock::provide_items_place();
    open(driver.clone());
    watch_for_updates(desk, updates);
    wake_up(driver);
    view! {
        <Router>
            <Pages/>
        </Router>
        <SnackbarHost snackbar/>
    }
}

/// Opens the stores of whoever was signed in; the network comes after the screen.
fn open(driver: Rc<Driver>) {
    driver.join_tabs();
    leptos::task::spawn_local(async move {
        if let Some(who) = AppAccount::remembered()
            && let Err(error) = driver.open(&who).await
        {
            leptos::logging::error!("the stores cannot be opened: {error}");
        }
        driver.desk.set_ready();
        driver.kick();
        // Asked at every start: the answer can change once the app is on the home screen.
        storage::persist().await;
        driver.tidy().await;
    });
}

fn watch_for_updates(desk: Desk, updates: Rc<RefCell<Option<service_worker::Updates>>>) {
    let waiting = desk.update_waiting();
    leptos::task::spawn_local(async move {
        *updates.borrow_mut() = service_worker::watch(move || waiting.set(true)).await;
    });
}

/// Listens for reasons to try, as long as the app lives.
fn wake_up(driver: Rc<Driver>) {
    let ticks = std::cell::Cell::new(0_u32);
    let waker = wake::listen(move |wake| match wake {
        Wake::Up => driver.retry_now(),
        Wake::Tick => {
            ticks.set(ticks.get().wrapping_add(1));
            if ticks.get().is_multiple_of(TICKS_A_PULL) {
                driver.advise(Client::want_pull);
            }
            driver.kick();
        }
    });
    StoredValue::new_local(waker);
}
