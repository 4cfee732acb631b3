//! The second part of the program: everything that changes, sends or fetches. It is loaded once the first screen stands,
//! and brings the ports that the first screen's buttons wait for.

mod router;
mod screens;
mod shell;

use std::cell::RefCell;
use std::pin::pin;
use std::rc::Rc;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use self::screens::AppScreens;
use super::driver::{Driver, Opened};
use super::front::Second;
use super::pictures::Pictures;
use super::ports::{AppAccount, AppOffice, AppScan, AppWork};
use crate::platform::service_worker::Updates;
use crate::platform::tabs::News;
use crate::platform::wake::{self, Wake};
use crate::platform::{clock, intl, page, service_worker, storage};
use crate::state::Ports;
use crate::words;

/// Events so near to each other tell of one return to the front, in milliseconds.
const ONE_RETURN_MS: i64 = 5_000;
/// How long before the next try to load this part, in milliseconds.
const AGAIN_MS: u32 = 3_000;
/// How long the screen waits for this part before it says so, in milliseconds.
const PATIENCE_MS: u32 = 8_000;

/// What the first part hands over.
pub struct Handover {
    /// The driver, with the stores open when somebody is signed in.
    pub driver: Rc<Driver>,
    /// The ports, to be filled.
    pub ports: Ports,
    /// The next version of the app, once one is known.
    pub updates: Rc<RefCell<Option<Updates>>>,
    /// Turns true when the pieces that only show are there.
    pub came: RwSignal<bool>,
    /// The stores, where somebody is signed in, and what is still to be read.
    pub opened: Option<Opened>,
}

/// Loads the second part and hands over. Tries until it is there; `second` says how it does.
pub async fn take_over(handover: Handover, second: RwSignal<Second>) {
    loop {
        // A line that stalls says nothing: the screen does not wait for it without a word.
        let (mut fetched, patience) = (pin!(load()), TimeoutFuture::new(PATIENCE_MS));
        let loaded = match select(fetched.as_mut(), patience).await {
            Either::Left((loaded, _)) => loaded,
            Either::Right(_) => {
                second.set(Second::Missing);
                fetched.await
            }
        };
        let Err(error) = loaded else { break };
        leptos::logging::warn!("{error}");
        second.set(Second::Missing);
        TimeoutFuture::new(AGAIN_MS).await;
    }
    page::tell("pem2-whole");
    if let Err(error) = furnish(Box::new(handover), second).await {
        leptos::logging::error!("{error}");
        second.set(Second::Missing);
    }
}

#[wasm_split(second, fallible, preload(load))]
fn furnish(handover: Box<Handover>, second: RwSignal<Second>) -> Result<(), SplitLoaderError> {
    leptos::task::spawn_local(async move { take_place(*handover, second).await });
    Ok(())
}

/// What the first screen lacks to show comes at once; then is read what is still to be read; then come the buttons, and the
/// pages in its place.
async fn take_place(handover: Handover, second: RwSignal<Second>) {
    let Handover { driver, ports, updates, came, opened } = handover;
    words::learn_the_rest();
    ports.screens.arrive(Rc::new(AppScreens));
    ports.office.arrive(Rc::new(AppOffice(driver.clone())));
    ports.account.arrive(Rc::new(AppAccount(driver.clone())));
    came.set(true);
    if let Some(opened) = opened {
        driver.take_in(opened).await;
    }
    driver.desk.set_ready();
    ports.work.arrive(Rc::new(AppWork { driver: driver.clone(), pictures: Rc::new(Pictures::default()) }));
    ports.scan.arrive(Rc::new(AppScan::default()));
    driver.join_tabs(Driver::follow_tab);
    watch_for_updates(&driver, updates.clone());
    wake_up(driver.clone(), updates);
    second.set(Second::Here);
    leptos::task::spawn_local(async move {
        driver.kick();
        // Asked at every start: the answer can change once the app is on the home screen.
        storage::persist().await;
    });
}

fn watch_for_updates(driver: &Rc<Driver>, updates: Rc<RefCell<Option<Updates>>>) {
    let waiting = driver.desk.update_waiting();
    leptos::task::spawn_local(async move {
        let watched = service_worker::watch(move || waiting.set(true)).await;
        if let Some(updates) = &watched {
            updates.check();
        }
        *updates.borrow_mut() = watched;
    });
}

/// Listens for reasons to try, as long as the app lives.
fn wake_up(driver: Rc<Driver>, updates: Rc<RefCell<Option<Updates>>>) {
    let looked = std::cell::Cell::new(0_i64);
    let waker = wake::listen(move |wake| match wake {
        Wake::Up => {
            driver.retry_now();
            // A browser tells of one return in up to three ways.
            if (0..ONE_RETURN_MS).contains(&(clock::now_ms() - looked.get())) {
                return;
            }
            looked.set(clock::now_ms());
            // The phone may have crossed into another time zone.
            intl::forget_formats();
            if let Some(updates) = &*updates.borrow() {
                updates.check();
            }
        }
        Wake::Tick => driver.wake(News::Tick),
    });
    // It lives as long as the page.
    std::mem::forget(waker);
}
