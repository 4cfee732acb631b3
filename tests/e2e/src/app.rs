//! The app in a browser, in the words of whoever holds the phone.
//!
//! Things are found by their `data-testid`. Every verb waits until it can be done; none waits for a time.

mod account;
mod job;
mod look;
mod scan;
mod session;
mod sync;

use crate::{Browser, Engine, Failure, Server};

/// The app, opened in a browser.
pub struct App {
    /// The browser.
    pub browser: Browser,
    address: String,
}

impl App {
    /// Opens the app in a fresh browser. Nobody is signed in.
    pub async fn open(engine: Engine, server: &Server) -> Result<Self, Failure> {
        Self::start(Browser::open(engine).await?, server).await
    }

    /// Opens the app in this browser.
    pub async fn start(browser: Browser, server: &Server) -> Result<Self, Failure> {
        Self::start_at(browser, server.address(), "/").await
    }

    /// Opens this page of the app, whose server is reached under `address`: its own, or that of a proxy before it.
    pub async fn start_at(browser: Browser, address: String, path: &str) -> Result<Self, Failure> {
        let app = Self { browser, address };
        app.visit(path).await?;
        Ok(app)
    }

    /// The same browser, gone to what is served at another address.
    pub async fn moved_to(self, address: String) -> Result<Self, Failure> {
        Self::start_at(self.browser, address, "/").await
    }

    /// Types an address: the page is loaded anew, from the network or by the service worker.
    pub async fn visit(&self, path: &str) -> Result<(), Failure> {
        Ok(self.browser.driver.goto(format!("{}{path}", self.address)).await?)
    }
}
