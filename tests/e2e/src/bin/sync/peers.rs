//! What others on npm do: each peer's server in Node, its page in the same Chromium, one after the other.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use e2e::bench::percentile;
use e2e::delay::Line;
use e2e::process::Process;
use e2e::wait::until;
use e2e::{App, Failure};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tempfile::NamedTempFile;

use crate::{EDITS, FAR, PULLED, QUEUED};

/// A way in which a peer is measured.
pub type Sort = (&'static str, &'static str, &'static str);

/// The peers: their module, how its page is opened, and their name. Yjs twice: with a row as one value, the fastest, and
/// with fields that merge one by one, as ours do.
pub const PEERS: [Sort; 4] =
    [("pouchdb", "/", "PouchDB"), ("rxdb", "/", "RxDB"), ("yjs", "/", "Yjs"), ("yjs", "/?fields", "Yjs, by field")];

/// A peer's server and the line to it.
pub struct Peer {
    line: Line,
    _process: Process,
}

/// What was measured of a way to sync, once or as the median of several times.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Figures {
    /// Rows a second in a first sync.
    pub first_sync_rows_per_s: Option<f64>,
    /// Sending what was queued.
    pub push_ms: Option<f64>,
    /// The same over a long line.
    pub push_far_ms: Option<f64>,
    /// Fetching what others changed.
    pub pull_ms: Option<f64>,
    /// The same over a long line.
    pub pull_far_ms: Option<f64>,
    /// Bytes of bodies, both ways, of a round that brings nothing.
    pub idle_bytes: Option<f64>,
    /// All bytes on the line in that round.
    pub idle_line_bytes: Option<f64>,
    /// Its requests.
    pub idle_requests: Option<f64>,
    /// A durable edit.
    pub edit_p50_ms: Option<f64>,
    /// A durable edit, of the slowest.
    pub edit_p95_ms: Option<f64>,
}

#[derive(Deserialize)]
struct First {
    ms: f64,
    rows: f64,
}

#[derive(Deserialize)]
struct Counted {
    bytes: f64,
    requests: f64,
}

impl Peer {
    /// Starts the server `NAME_server.mjs` of `servers`, which serves the page of `page`.
    pub async fn start(name: &str, servers: &Path, page: &Path) -> Result<Self, Failure> {
        let said = NamedTempFile::new()?;
        let mut node = Command::new("node");
        node.arg(servers.join(format!("{name}_server.mjs"))).env("PEM2_SYNC_PAGE", page).current_dir(servers);
        node.stdin(Stdio::null()).stdout(File::create(said.path())?);
        let mut process = Process::start(&mut node)?;
        let port = until("the port of a peer's server", async || {
            if !process.runs() {
                return Err(Failure::said(format!("the server of {name} ended by itself")));
            }
            Ok(std::fs::read_to_string(said.path())?.trim().parse().ok())
        })
        .await?;
        Ok(Self { line: Line::to(port)?, _process: process })
    }

    /// Opens its page.
    pub async fn open(&self, app: &App, path: &str, ready: &str) -> Result<(), Failure> {
        app.browser.driver.goto(format!("{}{path}", self.line.address())).await?;
        let ready = format!("return Boolean(window.{ready})");
        app.wait("a peer's page", async || Ok(app.browser.run::<bool>(&ready).await?.then_some(()))).await
    }

    /// Measures everything once.
    pub async fn measure(&self, app: &App, path: &str) -> Result<Figures, Failure> {
        self.open(app, path, "peer").await?;
        let ms = |verb: &'static str, count: usize| {
            app.run_async::<f64>("return window.peer[input.verb](input.count)", json!({ "verb": verb, "count": count }))
        };
        let First { ms: first, rows } = app.run_async("return window.peer.firstSync()", json!(null)).await?;
        let mut all = Figures { first_sync_rows_per_s: Some(rows * 1_000.0 / first), ..Figures::default() };
        all.push_ms = Some(ms("push", QUEUED).await?);
        all.pull_ms = Some(ms("pull", PULLED).await?);
        let idle = async || app.run_async::<Counted>("return window.peer.idle()", json!(null)).await;
        // What is left of the steps before goes first.
        idle().await?;
        let before = self.line.bytes();
        let idle = idle().await?;
        all.idle_line_bytes = Some((self.line.bytes() - before) as f64);
        (all.idle_bytes, all.idle_requests) = (Some(idle.bytes), Some(idle.requests));
        let script = "return window.peer.edits ? window.peer.edits(input) : []";
        let edits: Vec<f64> = app.run_async(script, json!(EDITS)).await?;
        if !edits.is_empty() {
            all.edit_p50_ms = Some(percentile(&edits, 50.0));
            all.edit_p95_ms = Some(percentile(&edits, 95.0));
        }
        self.line.round_trip(FAR);
        all.push_far_ms = Some(ms("push", QUEUED).await?);
        all.pull_far_ms = Some(ms("pull", PULLED).await?);
        self.line.round_trip(Duration::ZERO);
        app.run_async::<bool>("await window.peer.close(); return true", json!(null)).await?;
        Ok(all)
    }
}

impl Figures {
    /// What `other` has where this has nothing.
    pub fn or(self, other: Self) -> Self {
        Self {
            first_sync_rows_per_s: self.first_sync_rows_per_s.or(other.first_sync_rows_per_s),
            push_ms: self.push_ms.or(other.push_ms),
            push_far_ms: self.push_far_ms.or(other.push_far_ms),
            pull_ms: self.pull_ms.or(other.pull_ms),
            pull_far_ms: self.pull_far_ms.or(other.pull_far_ms),
            idle_bytes: self.idle_bytes.or(other.idle_bytes),
            idle_line_bytes: self.idle_line_bytes.or(other.idle_line_bytes),
            idle_requests: self.idle_requests.or(other.idle_requests),
            edit_p50_ms: self.edit_p50_ms.or(other.edit_p50_ms),
            edit_p95_ms: self.edit_p95_ms.or(other.edit_p95_ms),
        }
    }

    /// Of each figure the median.
    pub fn median(all: &[Self]) -> Self {
        let of = |what: fn(&Self) -> Option<f64>| {
            let values: Vec<f64> = all.iter().filter_map(what).collect();
            (!values.is_empty()).then(|| percentile(&values, 50.0))
        };
        Self {
            first_sync_rows_per_s: of(|one| one.first_sync_rows_per_s),
            push_ms: of(|one| one.push_ms),
            push_far_ms: of(|one| one.push_far_ms),
            pull_ms: of(|one| one.pull_ms),
            pull_far_ms: of(|one| one.pull_far_ms),
            idle_bytes: of(|one| one.idle_bytes),
            idle_line_bytes: of(|one| one.idle_line_bytes),
            idle_requests: of(|one| one.idle_requests),
            edit_p50_ms: of(|one| one.edit_p50_ms),
            edit_p95_ms: of(|one| one.edit_p95_ms),
        }
    }
}
