//! Our app with 10,000 rows: the first sync, what somebody else changed, and a round that brings nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::edit::Change;
use domain::stock::Item;
use domain::{Edit, Entity};
use e2e::delay::Line;
use e2e::people::DANA;
use e2e::spy::Note;
use e2e::{App, Failure, Oracle, Server};
use protocol::paths;
use serde_json::json;

use crate::peers::Figures;
use crate::{FAR, PULLED};

/// Items with which the company has 10,000 rows: the others are people, customers, and the movements of the catalogue.
const ITEMS: &str = "6637";
/// The store that each commit of the cache writes.
const CACHE: &str = "meta";

/// A server with many rows.
pub struct Rows {
    _server: Server,
    line: Line,
    others: Oracle,
    /// How many rows there are.
    pub count: usize,
    changed: u64,
}

/// Where the time of a first sync went, in milliseconds.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub struct Split {
    /// Until the last commit, and what the app does at once when it knows.
    pub whole: f64,
    /// From each question until its answer began: the server, and the line.
    pub server: f64,
    /// Until the answer was whole: unpacking, the browser's processes, and what the app does between its pieces.
    pub transfer: f64,
    /// Between an answer and the next question: reading the rows.
    pub reading: f64,
    /// From the last answer until the transaction began: making texts of the rows.
    pub packing: f64,
    /// The transaction.
    pub storing: f64,
    /// Questions.
    pub questions: usize,
    /// Characters of all answers, or bytes where they came in pieces.
    pub length: f64,
}

impl Rows {
    /// Starts it.
    pub async fn start() -> Result<Self, Failure> {
        let server = Server::start_with(&["--work-orders", "0", "--items", ITEMS]).await?;
        let line = Line::to(server.port())?;
        let others = Oracle::ask(&server).await?;
        let count = Oracle::ask_as(&server, DANA).await?.count();
        Ok(Self { _server: server, line, others, count, changed: 0 })
    }

    /// Measures everything once, beginning with a browser that has nothing of it.
    pub async fn measure(&mut self, app: App) -> Result<(App, Figures, Split), Failure> {
        let app = fresh(app, self.line.address()).await?;
        app.spy().await?;
        app.sign_in(DANA).await?;
        let split = first_sync(&app.seen().await?)?;
        let rate = self.count as f64 * 1_000.0 / split.whole;
        let pull_ms = Some(self.pull(&app).await?);
        let mut all = Figures { first_sync_rows_per_s: Some(rate), pull_ms, ..Figures::default() };
        self.idle(&app, &mut all).await?;
        self.line.round_trip(FAR);
        all.pull_far_ms = Some(self.pull(&app).await?);
        self.line.round_trip(Duration::ZERO);
        Ok((app, all, split))
    }

    /// Somebody else changes rows; milliseconds from the app's question until its cache has them.
    async fn pull(&mut self, app: &App) -> Result<f64, Failure> {
        app.wait_for_chip("All sent").await?;
        app.spy().await?;
        self.changed += 1;
        let items = self.others.all::<Item>(Entity::Item);
        let edits: Vec<Edit> =
            items.into_iter().take(PULLED).map(|(id, item)| rename(id, &item, self.changed)).collect();
        self.others.hand_in(&edits).await?;
        self.others.look_again().await?;
        let took = |notes: &[Note]| {
            let done = notes.iter().find(|note| note.is("done", CACHE))?;
            let before = |note: &&Note| note.at < done.at && note.is("asked", paths::PULL);
            Some(done.at - notes.iter().rfind(before)?.at)
        };
        app.wait_for_seen("the rows that others changed", took).await
    }

    /// A round that a person asks for, with nothing new.
    async fn idle(&self, app: &App, all: &mut Figures) -> Result<(), Failure> {
        let answered = |notes: &[Note]| {
            let asked = notes.iter().find(|note| note.is("asked", paths::PULL))?.at;
            notes.iter().any(|note| note.at > asked && note.is("answered", paths::PULL)).then_some(())
        };
        // What is left of the steps before goes first.
        app.spy().await?;
        app.ask_to_send().await?;
        app.wait_for_seen("the answer of a first round", answered).await?;
        app.wait_for_chip("All sent").await?;
        app.spy().await?;
        app.spy_on_bodies(true).await?;
        let before = self.line.bytes();
        app.ask_to_send().await?;
        app.wait_for_seen("the answer that brings nothing", answered).await?;
        all.idle_line_bytes = Some((self.line.bytes() - before) as f64);
        let notes = app.seen().await?;
        app.spy_on_bodies(false).await?;
        let bodies = notes.iter().filter(|note| note.what == "asked" || note.what == "answered");
        all.idle_bytes = Some(bodies.map(|note| note.bytes).sum());
        all.idle_requests = Some(notes.iter().filter(|note| note.what == "asked").count() as f64);
        Ok(())
    }
}

/// The browser without anything of what this address left in it, on the page that asks who is there.
async fn fresh(app: App, address: String) -> Result<App, Failure> {
    app.browser.driver.goto("about:blank").await?;
    let what = json!({ "origin": address, "storageTypes": "all" });
    app.browser.driver.cdp().send_raw("Storage.clearDataForOrigin", what).await?;
    app.moved_to(address).await
}

fn rename(id: uuid::Uuid, item: &Item, nth: u64) -> Edit {
    let change = Change { old: json!(item.cost_cents), new: json!(100_000 + nth) };
    Edit::SetFields { entity: Entity::Item, id, patch: BTreeMap::from([("cost_cents".to_owned(), change)]) }
}

/// From the first question until the rows of the last page are in the cache and in memory.
fn first_sync(notes: &[Note]) -> Result<Split, Failure> {
    let missing = || Failure::said(format!("no first sync in {notes:?}"));
    let pulls: Vec<&Note> = notes.iter().filter(|note| note.path == paths::PULL).collect();
    let first = pulls.first().ok_or_else(missing)?.at;
    let stored = |what: &str| notes.iter().find(|note| note.at >= first && note.is(what, CACHE)).ok_or_else(missing);
    let (began, complete, done) = (stored("began")?.at, stored("complete")?.at, stored("done")?.at);
    let last = pulls.iter().rfind(|note| note.at <= began && note.what != "asked").ok_or_else(missing)?.at;
    let mut split = Split { whole: done - first, packing: began - last, storing: complete - began, ..Split::default() };
    for (one, next) in pulls.iter().zip(pulls.iter().skip(1)).filter(|(_, next)| next.at <= last) {
        let time = next.at - one.at;
        match (one.what.as_str(), next.what.as_str()) {
            ("asked", _) => split.server += time,
            ("begun", _) | (_, "piece") => split.transfer += time,
            _ => split.reading += time,
        }
    }
    let until = |what: &'static str| pulls.iter().filter(move |note| note.what == what && note.at <= last);
    split.questions = until("asked").count();
    split.length = until("answered").chain(until("piece")).map(|note| note.bytes).sum();
    Ok(split)
}
