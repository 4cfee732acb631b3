//! How fast the app answers by itself: no network is asked, nothing is slowed down.
//!
//! `commit_*`: from a tap on an answer of a checklist until the browser says that the edit is on the disk.
//! `replay_1000_ms`: at a start with 1,000 unsent edits, how long the app reads them and replays them on the server's rows,
//! by its own note in the browser's performance timeline. `search_p95_ms`: one more letter in the search over 5,000 work
//! orders, until it is known which of them are listed and in what order, by the app's own note; `search_drawn_p95_ms` from
//! the key until the list on the page has changed; `search_painted_p95_ms` with the browser's own layout and painting.

use e2e::bench::{percentile, report};
use e2e::people::{DANA, MIKE};
use e2e::{App, Engine, Failure, Server};
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

/// Taps answers so many times, in turn; the milliseconds until each is on the disk.
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
    const took = [];
    for (let n = 0; n < input; n += 1) {
        // The same answer again would be no edit.
        const answer = document.querySelector(n % 2 ? '[data-testid=answer-na]' : '[data-testid=answer-pass]');
        const done = new Promise((resolve) => { committed = resolve; });
        const start = performance.now();
        answer.click();
        await done;
        took.push(performance.now() - start);
        // What the page draws after it belongs to no tap.
        for (let frames = 0; frames < 2; frames += 1) {
            await new Promise(requestAnimationFrame);
            await nextTurn();
        }
    }
    return took;";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let searches = search().await?;
    let column = |nth: usize| searches.iter().map(|times| times[nth]).collect::<Vec<f64>>();
    let (commits, replay) = commit_and_replay().await?;
    report(
        "local",
        &[
            ("commit_p50_ms", percentile(&commits, 50.0)),
            ("commit_p95_ms", percentile(&commits, 95.0)),
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

/// The milliseconds of each commit; and what replaying them costs at the next start.
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
