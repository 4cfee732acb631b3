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

use e2e::answers::Round;
use e2e::bench::{percentile, report};
use e2e::engine::SetUp;
use e2e::people::DANA;
use e2e::typing::Letter;
use e2e::{App, Browser, Engine, Failure, Server};

/// Work orders that are searched.
const WORK_ORDERS: &str = "5000";
/// Edits that are committed, and then replayed.
const EDITS: usize = 1_000;
/// Starts with unsent edits that are measured.
const STARTS: usize = 9;
/// What is typed, letter by letter.
const QUERIES: [&str; 6] = ["panel worcester", "WO-1042", "quincy rahman", "14 sea", "generator lowell", "smoke"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let searches = search().await?;
    let column = |what: fn(&Letter) -> f64| searches.iter().map(what).collect::<Vec<f64>>();
    let searched = searches.iter().filter_map(|letter| letter.searched).collect::<Vec<f64>>();
    let (changed, painted) = (column(|letter| letter.changed), column(|letter| letter.painted));
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
            ("search_p50_ms", percentile(&searched, 50.0)),
            ("search_p95_ms", percentile(&searched, 95.0)),
            ("search_drawn_p50_ms", percentile(&changed, 50.0)),
            ("search_drawn_p95_ms", percentile(&changed, 95.0)),
            ("search_painted_p95_ms", percentile(&painted, 95.0)),
        ],
    )
}

/// Types every query, and answers what each letter took.
async fn search() -> Result<Vec<Letter>, Failure> {
    let server = Server::start_with(&["--work-orders", WORK_ORDERS]).await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(DANA).await?;
    app.open_jobs().await?;
    app.pick_segment("job-scope", "all").await?;
    app.find("job-row").await?;
    println!("typing");
    app.type_queries("job-search", &QUERIES).await
}

/// The rounds, and what replaying their edits costs at the next start: the median over several.
async fn commit_and_replay() -> Result<(Vec<Round>, f64), Failure> {
    let mut server = Server::start().await?;
    let calm = SetUp { calm: true, ..SetUp::default() };
    let app = App::start(Browser::open_with(Engine::Chromium, calm).await?, &server).await?;
    app.begin_answers(&mut server).await?;
    println!("answering");
    let commits = app.measure_answers(EDITS).await?;
    println!("starting with {EDITS} unsent edits");
    let replays = app.replays_at_start(STARTS).await?;
    Ok((commits, percentile(&replays, 50.0)))
}
