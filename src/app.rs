//! Wires everything: stores, driver, ports, the first screen and the second part. Imported by no one.

mod app_frame;
mod driver;
mod front;
mod parcel;
mod pictures;
mod ports;
mod second;
mod store_trouble;
mod stores;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::mount::mount_to_body;
use leptos::prelude::*;

use self::driver::Driver;
use self::front::{Front, Second};
use self::ports::AppPhone;
use self::second::Handover;
use crate::platform::install::Installer;
use crate::platform::theme;
use crate::state::{Coming, Desk, PiecesCame, Ports, PortsHandle, SharedClient, SharedOrderLines};
use crate::ui::{Snackbar, SnackbarHost};

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
    let phone = Rc::new(AppPhone { installer: Rc::new(Installer::listen()), updates: updates.clone() });
    let ports = Ports {
        account: Coming::default(),
        work: Coming::default(),
        office: Coming::default(),
        scan: Coming::default(),
        screens: Coming::default(),
        phone,
    };
    let second = RwSignal::new(Second::Coming);
    let came = RwSignal::new(false);
    let snackbar = Snackbar::new();
    provide_context(desk);
    provide_context(PortsHandle(StoredValue::new_local(ports.clone())));
    provide_context(SharedOrderLines::new(desk));
    provide_context(snackbar);
    provide_context(PiecesCame(came));
    crate::features::jobs::provide_place();
    crate::features::customers::provide_place();
    crate::features::stock::provide_items_place();
    open(Handover { driver, ports, updates, came, opened: None }, second);
    view! {
        <Front second/>
        <SnackbarHost snackbar/>
    }
}

/// Opens the stores of whoever was signed in and shows what they hold; then comes the second part, then the network.
fn open(mut handover: Handover, second: RwSignal<Second>) {
    leptos::task::spawn_local(async move {
        let driver = handover.driver.clone();
        let mut all_shown = true;
        driver.listen_to_tabs();
        if let Some(who) = ports::remembered() {
            match driver.open(&who).await {
                Ok(opened) => {
                    all_shown = opened.has_no_edits();
                    handover.opened = Some(opened);
                }
                Err(error) => {
                    leptos::logging::error!("the stores cannot be opened: {error}");
                    driver.desk.store_trouble().set(true);
                }
            }
        }
        if all_shown {
            driver.desk.set_ready();
        }
        second::take_over(handover, second).await;
    });
}
