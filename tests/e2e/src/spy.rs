//! A look over the app's shoulder: when it asks the server, when the answer is there, and when a transaction of its stores
//! is complete. The app knows nothing of it.

use serde::Deserialize;
use serde_json::json;

use crate::{App, Failure};

/// Wraps `fetch`, the reading of bodies, and transactions; notes go into `window.spied`. Sizes of questions are counted
/// only while `window.spyOnBodies` is set: it costs a copy.
const WATCH: &str = "
    if (window.spied) { window.spied.length = 0; return true; }
    window.spied = [];
    const note = (what, more) => window.spied.push({ what, at: performance.now(), ...more });
    const { fetch } = window;
    window.fetch = async function (request, ...rest) {
        const { pathname } = new URL(request.url ?? request, location.href);
        const sizes = { path: pathname, bytes: 0 };
        if (window.spyOnBodies && request.body) sizes.bytes = (await request.clone().arrayBuffer()).byteLength;
        note('asked', sizes);
        const response = await fetch.call(window, request, ...rest);
        response.askedFor = pathname;
        if (response.body) response.body.askedFor = pathname;
        note('begun', { path: pathname });
        return response;
    };
    for (const way of ['text', 'json', 'arrayBuffer']) {
        const read = Response.prototype[way];
        Response.prototype[way] = async function () {
            const body = await read.call(this);
            note('answered', { path: this.askedFor ?? '', bytes: body.length ?? body.byteLength ?? 0 });
            return body;
        };
    }
    // A body that comes in pieces is read by whoever wants no more of it than it needs.
    const { getReader } = ReadableStream.prototype;
    ReadableStream.prototype.getReader = function (...how) {
        const reader = getReader.apply(this, how);
        const { read } = reader;
        reader.read = async () => {
            const piece = await read.call(reader);
            if (piece.value) note('piece', { path: this.askedFor ?? '', bytes: piece.value.length });
            return piece;
        };
        return reader;
    };
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
        const transaction = begin.call(this, stores, mode, options);
        if (mode === 'readwrite') {
            const names = [stores].flat().join(' ');
            note('began', { path: names });
            transaction.addEventListener('complete', () => {
                note('complete', { path: names });
                // What the app does as soon as it knows is done by its next turn.
                nextTurn().then(() => note('done', { path: names }));
            });
        }
        return transaction;
    };
    new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) note('blocked', { ms: duration });
    }).observe({ type: 'longtask' });
    return true;";

/// One thing that happened.
#[derive(Clone, Debug, Deserialize)]
pub struct Note {
    /// `asked`, `begun`, `piece` and `answered` for calls; `began`, `complete` and `done` for transactions that write; `blocked`.
    pub what: String,
    /// When, in milliseconds of the page's clock.
    pub at: f64,
    /// The path of a call, or the names of the stores.
    #[serde(default)]
    pub path: String,
    /// How long a body is.
    #[serde(default)]
    pub bytes: f64,
    /// How long the page could do nothing else.
    #[serde(default)]
    pub ms: f64,
}

impl Note {
    /// Whether it is this about a path or a store.
    pub fn is(&self, what: &str, path: &str) -> bool {
        self.what == what && self.path.split(' ').any(|one| one == path)
    }
}

impl App {
    /// Begins to look, or forgets what was seen.
    pub async fn spy(&self) -> Result<(), Failure> {
        self.run_async::<bool>(WATCH, json!(null)).await.map(drop)
    }

    /// From now on sizes of questions are noted too, or no longer.
    pub async fn spy_on_bodies(&self, on: bool) -> Result<(), Failure> {
        self.run_async::<bool>("window.spyOnBodies = input; return true", json!(on)).await.map(drop)
    }

    /// What was seen so far, in order.
    pub async fn seen(&self) -> Result<Vec<Note>, Failure> {
        self.browser.run("return window.spied").await
    }

    /// Waits until the app has done something that `found` finds among what was seen, and answers it.
    pub async fn wait_for_seen<T>(
        &self,
        what: &str,
        mut found: impl FnMut(&[Note]) -> Option<T>,
    ) -> Result<T, Failure> {
        self.wait(what, async || Ok(found(&self.seen().await?))).await
    }
}
