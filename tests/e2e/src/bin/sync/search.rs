//! A letter of a search over 100,000 items: in our app, where it notes what a search takes, and by peers in a page.

use e2e::bench::percentile;
use e2e::people::DANA;
use e2e::typing::Letter;
use e2e::{App, Engine, Failure, Server};
use serde::Deserialize;
use serde_json::json;

use crate::peers::Peer;

/// Items that are searched.
const ITEMS: &str = "100000";
/// What is typed, letter by letter.
const QUERIES: [&str; 6] = ["breaker 20", "old-work box", "HPE-0421", "receptacle tamper", "baywire 0777", "connector"];

/// The 95th percentile of a letter, in milliseconds.
pub struct Search {
    /// Until our app knows what is listed, by its own note; `None` where it makes none.
    pub searched: Option<f64>,
    /// Until its list has changed on the page; `None` where it did not come to an end.
    pub changed: Option<f64>,
    /// The peers, by name.
    pub peers: Vec<(String, f64)>,
}

#[derive(Deserialize)]
struct Typed {
    name: String,
    took: Vec<f64>,
}

/// Measures everybody.
pub async fn measure(app: &App, peer: &Peer) -> Result<Search, Failure> {
    peer.open(app, "/", "search").await?;
    let typed: Vec<Typed> = app.run_async("return window.search(input)", json!(QUERIES)).await?;
    let peers = typed.into_iter().map(|one| (one.name, percentile(&one.took, 95.0))).collect();
    let letters = match ours().await {
        Ok(letters) => letters,
        Err(failure) => {
            println!("our search in {ITEMS} items came to no end: {failure}");
            Vec::new()
        }
    };
    let p95 = |times: Vec<f64>| (!times.is_empty()).then(|| percentile(&times, 95.0));
    let searched = p95(letters.iter().filter_map(|letter| letter.searched).collect());
    let changed = p95(letters.iter().map(|letter| letter.changed).collect());
    Ok(Search { searched, changed, peers })
}

/// In a browser of its own: a page that does not come back holds up nobody else.
async fn ours() -> Result<Vec<Letter>, Failure> {
    println!("making {ITEMS} items");
    let server = Server::start_with(&["--work-orders", "0", "--items", ITEMS]).await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(DANA).await?;
    app.visit("/items").await?;
    app.find("item-search").await?;
    app.find("item-row").await?;
    let mut letters = Vec::new();
    for query in QUERIES {
        println!("typing {query:?}");
        // One at a time: a call of the page has its deadline.
        letters.extend(app.type_queries("item-search", &[query]).await?);
    }
    Ok(letters)
}
