//! A browser under a driver, with a profile that outlives it when it crashes.

use std::ops::Deref;
use std::process::Stdio;

use tempfile::TempDir;
use thirtyfour::WebDriver;

use crate::Failure;
use crate::engine::{Engine, SetUp};
use crate::process::{Process, free_port};
use crate::wait::until;

/// A browser. Dropped, it is gone with all that it kept.
pub struct Browser {
    /// Its engine.
    pub engine: Engine,
    /// The way to drive it.
    pub driver: Session,
    set_up: SetUp,
    process: Process,
    folder: TempDir,
}

/// What a browser left on the disk.
pub struct Profile {
    engine: Engine,
    set_up: SetUp,
    folder: TempDir,
}

impl Browser {
    /// A fresh browser.
    pub async fn open(engine: Engine) -> Result<Self, Failure> {
        Self::open_with(engine, SetUp::default()).await
    }

    /// A fresh browser with these settings.
    pub async fn open_with(engine: Engine, set_up: SetUp) -> Result<Self, Failure> {
        Profile { engine, set_up, folder: TempDir::with_prefix("pem2-browser-")? }.open().await
    }

    /// Ends it as a flat battery does.
    pub fn crash(self) -> Profile {
        let Self { engine, set_up, folder, mut process, .. } = self;
        process.kill();
        Profile { engine, set_up, folder }
    }

    /// Closes it as a person does: it writes down what it has in mind.
    pub async fn close(self) -> Result<Profile, Failure> {
        self.driver.0.clone().quit().await?;
        Ok(self.crash())
    }

    /// Runs a script; `return` something that is not null.
    pub async fn run<T: serde::de::DeserializeOwned>(&self, script: &str) -> Result<T, Failure> {
        Ok(self.driver.execute(script, Vec::new()).await?.convert()?)
    }
}

impl Profile {
    /// Opens a browser on it.
    pub async fn open(self) -> Result<Browser, Failure> {
        let Self { engine, set_up, folder } = self;
        let port = free_port()?;
        let mut command = engine.driver(port, folder.path())?;
        let mut process = Process::start(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()))?;
        let address = format!("http://127.0.0.1:{port}");
        let status = format!("{address}/status");
        until("the driver of the browser", async || {
            if !process.runs() {
                return Err(Failure::said(format!("the driver of {engine:?} ended by itself")));
            }
            Ok(reqwest::get(&status).await.is_ok_and(|answer| answer.status().is_success()).then_some(()))
        })
        .await?;
        let driver = WebDriver::new(&address, engine.capabilities(folder.path(), &set_up)?).await?;
        Ok(Browser { engine, driver: Session(driver), set_up, process, folder })
    }
}

/// A session with the driver. Dropped, it says no good-bye: the process is ended by force.
pub struct Session(WebDriver);

impl Deref for Session {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        &self.0
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // An error only says that it was closed before.
        drop(self.0.clone().leak());
    }
}
