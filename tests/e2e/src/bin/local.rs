//! How fast the app answers by itself: no network is asked, nothing is slowed down.
//!
//! `commit_*`: from a tap on an answer of a checklist until the browser says that the edit is on the disk.
//! `replay_1000_ms`: how much longer the app works at its start, once its stores are read, with 1,000 unsent edits than
//! with none. `search_p95_ms`: one more letter in the search over 5,000 work orders, until the list has changed.

use std::process::ExitCode;

use e2e::bench::{percentile, report};
use e2e::people::{DANA, MIKE};
use e2e::{App, Engine, Failure, Server};
use serde_json::json;

/// Work orders that are searched.
const WORK_ORDERS: &str = "5000";
/// Edits that are committed, and then replayed.
const EDITS: usize = 1_000;
/// Starts that are measured, without and with unsent edits.
const STARTS: usize = 9;
/// What is typed, letter by letter.
const QUERIES: [&str; 6] = ["panel worcester", "WO-1042", "quincy rahman", "14 sea", "generator lowell", "smoke"];

/// Types every query letter by letter; the milliseconds of each.
const TYPE: &str = "
    const field = document.querySelector('[data-testid=job-search] input, input[data-testid=job-search]');
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const took = [];
    for (const query of input) {
        for (let length = 0; length <= query.length; length += 1) {
            const start = performance.now();
            write.call(field, query.slice(0, length));
            field.dispatchEvent(new InputEvent('input', { bubbles: true }));
            await nextTurn();
            took.push(performance.now() - start);
            await new Promise(requestAnimationFrame);
        }
    }
    return took;";

/// Taps an answer so many times; the milliseconds until each is on the disk.
const ANSWER: &str = "
    let committed = () => {};
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
        const transaction = begin.call(this, stores, mode, options);
        if (options?.durability === 'strict' && [stores].flat().includes('outbox')) {
            transaction.addEventListener('complete', () => committed());
        }
        return transaction;
    };
    const answer = document.querySelector('[data-testid=answer-pass]');
    const took = [];
    for (let n = 0; n < input; n += 1) {
        const done = new Promise((resolve) => { committed = resolve; });
        const start = performance.now();
        answer.click();
        await done;
        took.push(performance.now() - start);
        await new Promise(requestAnimationFrame);
    }
    return took;";

/// Notes how long the page works in one go after it has read from a store.
const WATCH_READS: &str = "
    window.longestTurn = 0;
    const read = IDBObjectStore.prototype.getAll;
    IDBObjectStore.prototype.getAll = function (...asked) {
        const request = read.apply(this, asked);
        request.addEventListener('success', () => {
            const start = performance.now();
            const line = new MessageChannel();
            line.port1.onmessage = () => {
                window.longestTurn = Math.max(window.longestTurn, performance.now() - start);
            };
            line.port2.postMessage(0);
        });
        return request;
    };";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match measure().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Result<(), Failure> {
    let searches = search().await?;
    let (commits, replay) = commit_and_replay().await?;
    report(
        "local",
        &[
            ("commit_p50_ms", percentile(&commits, 50.0)),
            ("commit_p95_ms", percentile(&commits, 95.0)),
            ("replay_1000_ms", replay),
            ("search_p95_ms", percentile(&searches, 95.0)),
        ],
    )
}

/// Types every query, and answers the milliseconds of each letter.
async fn search() -> Result<Vec<f64>, Failure> {
    let server = Server::start_with(&["--work-orders", WORK_ORDERS]).await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(DANA).await?;
    app.open_jobs().await?;
    app.pick_segment("job-scope", "all").await?;
    app.find("job-row").await?;
    app.run_async(TYPE, json!(QUERIES)).await
}

/// The milliseconds of each commit; and what so many edits cost at the next start.
async fn commit_and_replay() -> Result<(Vec<f64>, f64), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    app.open_job(&number).await?;
    app.start_checklist().await?;
    app.send_all().await?;
    server.kill();
    let cdp = app.browser.driver.cdp();
    cdp.send_raw("Page.enable", ()).await?;
    cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH_READS })).await?;
    let without = work_at_start(&app).await?;
    app.open_job(&number).await?;
    let commits = app.run_async(ANSWER, json!(EDITS)).await?;
    app.wait_for_chip(&format!("{EDITS} saved")).await?;
    let with = work_at_start(&app).await?;
    Ok((commits, with - without))
}

/// The median of the work that the app does at a start once its stores are read.
async fn work_at_start(app: &App) -> Result<f64, Failure> {
    let mut all = Vec::new();
    for _ in 0..STARTS {
        app.visit("/more").await?;
        app.find("signout").await?;
        all.push(app.browser.run("return window.longestTurn").await?);
    }
    Ok(percentile(&all, 50.0))
}
