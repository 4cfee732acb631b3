//! The page that runs barcode readers side by side: opened, asked, and what they said.
//!
//! Never here: which pictures, and what counts as right.

use std::collections::BTreeMap;
use std::path::Path;

use press::score::Said;
use serde_json::json;

use crate::engine::SetUp;
use crate::{App, Browser, Engine, Failure, Server};

/// The page, in Chromium.
pub struct Readers {
    /// Where it runs.
    pub app: App,
    /// The readers that the page has.
    pub names: Vec<String>,
    _server: Server,
}

impl Readers {
    /// Serves `folder`, which `cargo xtask bench` has put together, and waits until every reader is there.
    pub async fn open(folder: &Path, set_up: SetUp) -> Result<Self, Failure> {
        let mut server = Server::start().await?;
        server.serve_from(folder);
        server.start_again().await?;
        let app = App::start(Browser::open_with(Engine::Chromium, set_up).await?, &server).await?;
        let names = app
            .wait("the readers", async || {
                let names = app.browser.run::<Vec<String>>("return window.readers ?? []").await.ok();
                Ok(names.filter(|names| !names.is_empty()))
            })
            .await?;
        Ok(Self { app, names, _server: server })
    }

    /// What each of `names` says of each of `files`, turned by `degrees` first. A call has 110 seconds.
    pub async fn read(
        &self,
        files: &[&str],
        names: &[&str],
        degrees: f64,
    ) -> Result<Vec<BTreeMap<String, Said>>, Failure> {
        let input = json!({ "files": files, "names": names, "degrees": degrees });
        self.app.run_async("return await window.measure(input)", input).await
    }
}
