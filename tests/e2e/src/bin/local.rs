//! How fast the app answers by itself: no network is asked, nothing is slowed down.
//!
//! `commit_*`: from a tap on an answer of a checklist until the browser says that the edit is on the disk. `bare_*` beside it:
//! a strict put of as many bytes into a database of its own, without an app. Both after ten such puts, as in a loop of
//! puts; `rested_*` are the same two after two quiet frames, from which the storage's process has to wake up first.
//! `asked_p50_ms` is the app's own part, before it asks the storage.
//! `replay_1000_ms`: at a start with 1,000 unsent edits, how long the app reads them and replays them on the server's rows,
//! by its own note in the browser's performance timeline. `search_p95_ms`: one more letter in the search over 5,000 work
//! orders, until it is known which of them are listed and in what order, by the app's own note; `search_drawn_p95_ms` from
//! the key until the list on the page has changed; `search_painted_p95_ms` with the browser's own layout and painting.

use e2e::bench::{percentile, report};
use e2e::engine::SetUp;
use e2e::people::{DANA, MIKE};
use e2e::{App, Browser, Engine, Failure, Server};
use serde_json::json;

/// Work orders that are searched.
const WORK_ORDERS: &str = "5000";
/// Edits that are committed, and then replayed.
const EDITS: usize = 1_000;
/// Starts with unsent edits that are measured.
const STARTS: usize = 9;
/// What is typed, letter by letter.
const QUERIES: [&str; 6] = ["panel worcester", "WO-1042", "quincy rahman", "14 sea", "generator lowell", "smoke"];

/// Types every query letter by letter; for each the milliseconds of the search, those until the list has changed, and
/// until it is painted. Each begins after a frame: what the letter before left to paint is not counted.
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
            const changed = performance.now() - start;
            // The frame's own beginning: what the app does first in it counts too.
            const frame = await new Promise(requestAnimationFrame);
            await nextTurn();
            // The wait for the screen's own rhythm is no work.
            const painted = changed + performance.now() - frame;
            took.push([performance.getEntriesByName('search', 'measure').at(-1).duration, changed, painted]);
        }
    }
    return took;";

/// Taps so many answers, each after the page has followed the one before; the milliseconds until each is on the disk.
const ANSWER: &str = "
    const bare = await new Promise((resolve) => {
        const request = indexedDB.open('bench-bare', 1);
        request.onupgradeneeded = () => request.result.createObjectStore('outbox');
        request.onsuccess = () => resolve(request.result);
    });
    let [asked, committed] = [0, () => {}];
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
        const now = performance.now();
        const transaction = begin.call(this, stores, mode, options);
        if (this !== bare && options?.durability === 'strict' && [stores].flat().includes('outbox')) {
            asked = now;
            transaction.addEventListener('complete', () => committed());
        }
        return transaction;
    };
    const timed = async (work) => {
        const start = performance.now();
        await work();
        return performance.now() - start;
    };
    const tap = (n) => timed(() => new Promise((resolve) => {
        committed = resolve;
        // The same answer again would be no edit.
        document.querySelector(n % 2 ? '[data-testid=answer-na]' : '[data-testid=answer-pass]').click();
    }));
    const put = (n) => timed(() => new Promise((resolve) => {
        const transaction = bare.transaction(['outbox'], 'readwrite', { durability: 'strict' });
        transaction.oncomplete = resolve;
        transaction.objectStore('outbox').put('x'.repeat(600), String(n));
        transaction.commit();
    }));
    const rest = async () => {
        for (let frames = 0; frames < 2; frames += 1) {
            await new Promise(requestAnimationFrame);
            await nextTurn();
        }
    };
    const loop = async (n) => {
        for (let puts = 0; puts < 10; puts += 1) await put(n);
    };
    const took = [];
    for (let n = 0; n < input; n += 2) {
        const round = {};
        await rest();
        round.rested_commit = await tap(n);
        await rest();
        round.rested_bare = await put(n);
        await rest();
        await loop(n);
        const start = performance.now();
        round.commit = await tap(n + 1);
        round.asked = asked - start;
        await rest();
        await loop(n);
        round.bare = await put(n + 1);
        took.push(round);
    }
    return took;";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let searches = search().await?;
    let column = |nth: usize| searches.iter().map(|times| times[nth]).collect::<Vec<f64>>();
    let (commits, replay) = commit_and_replay().await?;
    let of = |what: fn(&Round) -> f64| commits.iter().map(what).collect::<Vec<f64>>();
    let both = |what: fn(&Round) -> f64| (percentile(&of(what), 50.0), percentile(&of(what), 95.0));
    let (commit, bare) = (both(|round| round.commit), both(|round| round.bare));
    let (rested, rested_bare) = (both(|round| round.rested_commit), both(|round| round.rested_bare));
    report(
        "local",
        &[
            ("commit_p50_ms", commit.0),
            ("commit_p95_ms", commit.1),
            ("bare_p50_ms", bare.0),
            ("bare_p95_ms", bare.1),
            ("rested_commit_p50_ms", rested.0),
            ("rested_commit_p95_ms", rested.1),
            ("rested_bare_p50_ms", rested_bare.0),
            ("rested_bare_p95_ms", rested_bare.1),
            ("asked_p50_ms", percentile(&of(|round| round.asked), 50.0)),
            ("replay_1000_ms", replay),
            ("search_p50_ms", percentile(&column(0), 50.0)),
            ("search_p95_ms", percentile(&column(0), 95.0)),
            ("search_drawn_p50_ms", percentile(&column(1), 50.0)),
            ("search_drawn_p95_ms", percentile(&column(1), 95.0)),
            ("search_painted_p95_ms", percentile(&column(2), 95.0)),
        ],
    )
}

/// Types every query, and answers the three times of each letter.
async fn search() -> Result<Vec<[f64; 3]>, Failure> {
    let server = Server::start_with(&["--work-orders", WORK_ORDERS]).await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(DANA).await?;
    app.open_jobs().await?;
    app.pick_segment("job-scope", "all").await?;
    app.find("job-row").await?;
    println!("typing");
    app.run_async(TYPE, json!(QUERIES)).await
}

/// Milliseconds of two taps and two puts.
#[derive(serde::Deserialize)]
struct Round {
    asked: f64,
    commit: f64,
    bare: f64,
    rested_commit: f64,
    rested_bare: f64,
}

/// The rounds, and what replaying their edits costs at the next start.
async fn commit_and_replay() -> Result<(Vec<Round>, f64), Failure> {
    let mut server = Server::start().await?;
    let calm = SetUp { calm: true, ..SetUp::default() };
    let app = App::start(Browser::open_with(Engine::Chromium, calm).await?, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    app.open_job(&number).await?;
    app.start_checklist().await?;
    app.send_all().await?;
    server.kill();
    app.open_job(&number).await?;
    app.find("answer-pass").await?;
    println!("answering");
    let commits = app.run_async(ANSWER, json!(EDITS)).await?;
    app.wait_for_chip(&format!("{EDITS} saved")).await?;
    println!("starting with {EDITS} unsent edits");
    let replay = replay_at_start(&app).await?;
    Ok((commits, replay))
}

/// The median over several starts.
async fn replay_at_start(app: &App) -> Result<f64, Failure> {
    let mut all = Vec::new();
    for _ in 0..STARTS {
        app.visit("/more").await?;
        app.find("signout").await?;
        all.push(app.browser.run("return performance.getEntriesByName('replay', 'measure')[0].duration").await?);
    }
    Ok(percentile(&all, 50.0))
}
