//! The table, and the file for whoever compares.

use serde_json::{Map, Value, json};

use crate::edits::{Commits, Push};
use crate::peers::{Figures, PEERS};
use crate::photo::{Photo, SIZES};
use crate::rows::Split;
use crate::search::Search;

/// Everything that was measured.
#[derive(Default)]
pub struct Results {
    /// The peers, in their order.
    pub peers: Vec<Figures>,
    /// Ours.
    pub ours: Figures,
    /// How many rows our first sync has.
    pub rows: usize,
    /// Where its time went.
    pub split: Option<Split>,
    /// Commits beside a raw put.
    pub commits: Option<Commits>,
    /// Pushes, near and far.
    pub pushes: [Vec<Push>; 2],
    /// Photos, by their sizes.
    pub photos: Option<[Photo; 2]>,
    /// A letter of a search.
    pub search: Option<Search>,
    /// From one phone to another, median and 95th percentile.
    pub propagation: Option<(f64, f64)>,
}

/// A line of the table: what it is, what it is of somebody, and the goal.
type Line = (&'static str, fn(&Figures) -> Option<f64>, &'static str);

const LINES: [Line; 10] = [
    ("first sync, rows/s", |of| of.first_sync_rows_per_s, "≥ 30000"),
    ("push of 1,000 edits, ms", |of| of.push_ms, "≤ 120"),
    ("push of 1,000 edits at 125 ms, ms", |of| of.push_far_ms, "≤ 400"),
    ("pull of 100 changes, ms", |of| of.pull_ms, "≤ 40"),
    ("pull of 100 changes at 125 ms, ms", |of| of.pull_far_ms, "≤ 170"),
    ("idle round, bytes of bodies", |of| of.idle_bytes, "≤ 300"),
    ("idle round, all bytes on the line", |of| of.idle_line_bytes, ""),
    ("idle round, requests", |of| of.idle_requests, "1"),
    ("one durable edit, p50, ms (ours strict)", |of| of.edit_p50_ms, "≤ 1.2"),
    ("one durable edit, p95, ms (ours strict)", |of| of.edit_p95_ms, "≤ 2"),
];

impl Results {
    /// Prints it.
    pub fn print(&self) {
        let names = PEERS.map(|(.., name)| name).join(" | ");
        println!("\n| | {names} | ours | goal |\n|---|---|---|---|---|---|---|");
        let cell = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), shown);
        let default = Figures::default();
        for (what, of, goal) in LINES {
            let peers = (0..PEERS.len()).map(|nth| cell(of(self.peers.get(nth).unwrap_or(&default))));
            println!("| {what} | {} | {} | {goal} |", peers.collect::<Vec<_>>().join(" | "), cell(of(&self.ours)));
        }
        let own = |what: &str, value: Option<f64>, goal: &str| {
            println!("| {what} | – | – | – | – | {} | {goal} |", cell(value))
        };
        if let Some([photo, larger]) = &self.photos {
            let what = format!("photo of 12 MiB, 12 megapixels, ms (raw strict writes {})", shown(photo.raw));
            own(&what, Some(photo.durable), "≤ 400");
            own("the same, longest block of the page, ms", Some(photo.blocked), "none");
            own("photo of 12 MiB, 48 megapixels, ms", Some(larger.durable), "");
        }
        if let Some(search) = &self.search {
            own("letter of a search in 100,000 items, p95, ms", search.searched, "≤ 4");
            own("until its list has changed, p95, ms", search.changed, "");
        }
        own("replay of 1,000 edits, ms", self.commits.as_ref().map(|commits| commits.replay), "≤ 20");
        own("from one phone to another, p95, ms", self.propagation.map(|(_, p95)| p95), "≤ 100");
        self.print_beside();
    }

    fn print_beside(&self) {
        if let Some(commits) = &self.commits {
            println!("\nraw strict put: p50 {}, p95 {} ms", shown(commits.raw.0), shown(commits.raw.1));
        }
        if let Some(search) = &self.search {
            let peers = search.peers.iter().map(|(name, ms)| format!("{name} {} ms", shown(*ms)));
            println!("a letter of a search in 100,000 items, p95: {}", peers.collect::<Vec<_>>().join(", "));
            if search.searched.is_none() {
                println!("of ours there is no note of what a search takes: `search_100k_p95_ms` is missing");
            }
        }
        if let Some((p50, _)) = self.propagation {
            println!("from one phone to another: p50 {} ms", shown(p50));
        }
        if let Some(split) = &self.split {
            println!("our first sync of {} rows, ms: {split:?}", self.rows);
        }
        for (far, pushes) in ["near", "far"].iter().zip(&self.pushes) {
            pushes.iter().for_each(|push| println!("our push, {far}, ms: {push:?}"));
        }
        for (((width, height), _), photo) in SIZES.iter().zip(self.photos.iter().flatten()) {
            println!("our photo of {width} × {height}, ms: {photo:?}");
        }
    }

    /// For the file. What was not measured has no key.
    pub fn json(&self) -> Value {
        let rate = |of: &Figures| of.first_sync_rows_per_s;
        let ratio = |nth: usize| Some(rate(&self.ours)? / rate(self.peers.get(nth)?)?);
        let named = [
            ("first_sync_rows_per_s", rate(&self.ours)),
            ("first_sync_ratio_to_pouchdb", ratio(0)),
            ("first_sync_ratio_to_yjs", ratio(2)),
            ("push_1000_ms", self.ours.push_ms),
            ("push_1000_at_125ms_ms", self.ours.push_far_ms),
            ("pull_100_ms", self.ours.pull_ms),
            ("pull_100_at_125ms_ms", self.ours.pull_far_ms),
            ("idle_pull_bytes", self.ours.idle_bytes),
            ("commit_p50_ms", self.ours.edit_p50_ms),
            ("commit_p95_ms", self.ours.edit_p95_ms),
            ("photo_12mib_ms", self.photos.map(|[photo, _]| photo.durable)),
            ("search_100k_p95_ms", self.search.as_ref().and_then(|search| search.searched)),
            ("replay_1000_ms", self.commits.as_ref().map(|commits| commits.replay)),
            ("propagate_p95_ms", self.propagation.map(|(_, p95)| p95)),
        ];
        let mut file: Map<String, Value> = Map::new();
        for (name, value) in named {
            if let Some(value) = value {
                file.insert(name.to_owned(), json!((value * 100.0).round() / 100.0));
            }
        }
        let peers: Map<String, Value> =
            PEERS.iter().zip(&self.peers).map(|((.., name), figures)| ((*name).to_owned(), json!(figures))).collect();
        let searches: Map<String, Value> =
            self.search.iter().flat_map(|search| &search.peers).map(|(name, ms)| (name.clone(), json!(ms))).collect();
        file.insert("peers".to_owned(), json!(peers));
        file.insert("peers_search_100k_p95_ms".to_owned(), json!(searches));
        let raw = self.commits.as_ref().map(|commits| commits.raw);
        let beside = json!({
            "raw_put_p50_ms": raw.map(|(p50, _)| p50), "raw_put_p95_ms": raw.map(|(_, p95)| p95),
            "first_sync": self.split, "push": self.pushes, "photos": self.photos,
            "propagate_p50_ms": self.propagation.map(|(p50, _)| p50),
        });
        file.insert("beside".to_owned(), beside);
        Value::Object(file)
    }
}

fn shown(value: f64) -> String {
    if value >= 20.0 { format!("{value:.0}") } else { format!("{value:.2}") }
}
