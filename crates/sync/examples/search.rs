//! What a letter of a search over a hundred thousand items takes, natively, and what the index of words weighs.
//!
//! `cargo run --release -p sync --example search`

use std::time::Instant;

use sync::client::search::Haystack;

const ITEMS: u32 = 100_000;
const KINDS: [&str; 8] = ["Breaker", "Receptacle", "Old-work box", "Connector", "Wire nut", "Switch", "Conduit", "Lug"];
const BRANDS: [&str; 6] = ["Harborline", "Baywire", "Granite", "Tidewater", "Commonwealth", "Pilgrim"];
const QUERIES: [&str; 7] =
    ["breaker 20", "old-work box", "HPE-0421", "receptacle tamper", "baywire 0777", "connector", "recpetacle"];

fn main() {
    let started = Instant::now();
    let mut hay = Haystack::default();
    for nth in 0..ITEMS {
        let pick =
            |of: &[&str], by: u32| of.get((nth / by) as usize % of.len()).map_or(String::new(), |s| (*s).to_owned());
        let name = format!("{} {}A tamper resistant no. {nth:04}", pick(&KINDS, 1), nth % 7 * 5 + 15);
        hay.push(
            &[&name, "Devices", &pick(&BRANDS, 3), &format!("HPE-{nth:04}"), &format!("{:012}", 786_000_000 + nth)],
            nth,
        );
    }
    println!(
        "{ITEMS} items: made in {:.0} ms, {:.1} MB",
        started.elapsed().as_secs_f64() * 1e3,
        hay.bytes() as f64 / 1e6
    );
    let mut times = Vec::new();
    for query in QUERIES {
        for (end, _) in query.char_indices().skip(1).chain([(query.len(), ' ')]) {
            let typed = query.get(..end).unwrap_or_default();
            let started = Instant::now();
            let found = hay.search(typed).ranked();
            let took = started.elapsed().as_secs_f64() * 1e3;
            println!("{took:7.3} ms  {:6} found  {typed:?}", found.len());
            times.push(took);
        }
    }
    times.sort_by(f64::total_cmp);
    let p95 = times.get(times.len() * 95 / 100).copied().unwrap_or_default();
    println!("95th percentile of a letter: {p95:.2} ms");
}
