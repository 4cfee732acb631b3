//! Our sync beside PouchDB, RxDB and Yjs, each at its best setting, in one Chromium on one machine, in turn.
//!
//! `PEM2_SYNC_SERVERS` names a folder with the peers' servers and `PEM2_SYNC_PAGE` one with their pages, which `cargo xtask
//! bench sync` has put together. Everybody is reached over the same sort of line, which takes 125 ms for a question and its
//! answer where that is said. `--only PART` measures one of `sync`, `rows` (`sync` without the peers), `edits`, `photo`, `search`, `propagation`.
//!
//! First sync: 10,000 rows, from the first question until they are in IndexedDB and can be asked for by their key. Push:
//! 1,000 edits that waited, until the phone knows what became of them; ours until each edit's own outcome is on the disk.
//! Pull: 100 rows that somebody else changed, from the question until they are in IndexedDB. Idle: bodies of a round that
//! brings nothing. All of ours is measured in the app as it is shipped, from outside.

mod edits;
mod peers;
mod photo;
mod propagation;
mod rows;
mod search;
mod table;

use std::path::{Path, PathBuf};
use std::time::Duration;

use e2e::bench::{percentile, write};
use e2e::engine::SetUp;
use e2e::{App, Browser, Engine, Failure};

use peers::{Figures, PEERS, Peer, Sort};
use rows::{Rows, Split};
use table::Results;

/// Times that everything is measured; the median counts.
const ROUNDS: usize = 3;
/// Edits that wait.
const QUEUED: usize = 1_000;
/// Rows that somebody else changes.
const PULLED: usize = 100;
/// Durable edits of a peer.
const EDITS: usize = 200;
/// A question and its answer over a long line.
const FAR: Duration = Duration::from_millis(125);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let folder = |name: &str| {
        let named = std::env::var_os(name).map(PathBuf::from);
        named.ok_or_else(|| Failure::said("run it by `cargo xtask bench sync`"))
    };
    let (servers, page) = (folder("PEM2_SYNC_SERVERS")?, folder("PEM2_SYNC_PAGE")?);
    let only = std::env::args().skip_while(|argument| argument != "--only").nth(1);
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let mut results = Results::default();
    if wanted("sync") || wanted("rows") {
        let peers = if wanted("sync") { PEERS.as_slice() } else { &[] };
        sync(&servers, &page, peers, &mut results).await?;
        // It takes long: what is there is kept should a later part fail.
        write("sync", &results.json())?;
    }
    if wanted("edits") {
        let (figures, commits, pushes) = edits::measure(ROUNDS).await?;
        results.ours = std::mem::take(&mut results.ours).or(figures);
        (results.commits, results.pushes) = (Some(commits), pushes);
        write("sync", &results.json())?;
    }
    if wanted("photo") {
        results.photos = Some(photo::measure(ROUNDS).await?);
        write("sync", &results.json())?;
    }
    if wanted("search") {
        let peer = Peer::start("search", &servers, &page).await?;
        results.search = Some(search::measure(&browser("about:blank#").await?, &peer).await?);
        write("sync", &results.json())?;
    }
    if wanted("propagation") {
        let writes = propagation::measure().await?;
        results.propagation = Some((percentile(&writes, 50.0), percentile(&writes, 95.0)));
    }
    results.print();
    write("sync", &results.json())
}

/// A fresh browser, gone to this address. Each part has its own: one that is worn out by a part holds up no other.
async fn browser(address: &str) -> Result<App, Failure> {
    let calm = SetUp { calm: true, ..SetUp::default() };
    App::start_at(Browser::open_with(Engine::Chromium, calm).await?, address.to_owned(), "/").await
}

/// Each of these peers and ours, in turn, several times.
async fn sync(servers: &Path, page: &Path, peers: &[Sort], results: &mut Results) -> Result<(), Failure> {
    let mut app = browser("about:blank#").await?;
    let mut measured: Vec<Vec<Figures>> = vec![Vec::new(); peers.len()];
    let (mut ours, mut splits): (Vec<Figures>, Vec<Split>) = (Vec::new(), Vec::new());
    let mut rows = Rows::start().await?;
    for round in 1..=ROUNDS {
        for ((module, path, name), all) in peers.iter().zip(&mut measured) {
            println!("round {round}: {name}");
            // A server that has seen nothing yet, as ours has its rows from the start.
            let peer = Peer::start(module, servers, page).await?;
            let figures = peer.measure(&app, path).await?;
            println!("  {figures:?}");
            all.push(figures);
        }
        println!("round {round}: ours, {} rows", rows.count);
        let (back, figures, split) = rows.measure(app).await?;
        app = back;
        println!("  {figures:?}\n  {split:?}");
        ours.push(figures);
        splits.push(split);
    }
    splits.sort_by(|one, other| one.whole.total_cmp(&other.whole));
    results.rows = rows.count;
    results.split = splits.get(splits.len() / 2).copied();
    results.peers = measured.iter().map(|all| Figures::median(all)).collect();
    results.ours = Figures::median(&ours);
    Ok(())
}
