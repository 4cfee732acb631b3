//! What all rounds came to: the table at the end, and the file.

use std::collections::BTreeMap;
use std::time::Duration;

use e2e::Failure;
use e2e::proxy::Fault;
use serde_json::json;

use super::round::Outcome;

/// The counts.
#[derive(Debug, Default)]
pub struct Tally {
    numbers: u64,
    /// Rounds that were played.
    pub rounds: usize,
    /// Rounds that could not be played to the end: something did not happen in time.
    pub stuck: usize,
    bad: usize,
    /// What the screen had called saved.
    pub saved: usize,
    /// What was under way when the browser was killed.
    pub in_doubt: usize,
    /// Of these, what was on the screen afterwards.
    pub settled: usize,
    /// Browsers killed.
    pub browser_kills: usize,
    /// Servers killed.
    pub server_kills: usize,
    /// Faults of the network, by name.
    pub faults: BTreeMap<&'static str, usize>,
    /// Connections that a fault did something to.
    pub spoilt: u64,
    /// Bytes of all photos that were added.
    pub photo_bytes: u64,
    /// How often the person had to sign in again.
    pub sign_ins: usize,
    /// Called saved, and not on the server.
    pub losses: usize,
    /// On the server more often than it was done.
    pub doubles: usize,
    /// On the server, and nobody did it.
    pub foreign: usize,
    /// Other bytes, other sums or other answers than there ought to be.
    pub damages: usize,
    /// Not on the screen, or otherwise than on the server.
    pub unseen: usize,
    /// How long each round took.
    pub took: Vec<Duration>,
}

impl Tally {
    /// A number that was never given before.
    pub fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// The network does something else.
    pub fn fault(&mut self, fault: Fault) {
        if fault != Fault::Pass {
            *self.faults.entry(fault.name()).or_default() += 1;
        }
    }

    /// Something in a round was not as it ought to be.
    pub fn add(&mut self, outcome: &Outcome) {
        self.bad += 1;
        self.losses += outcome.differences.lost.len();
        self.doubles += outcome.differences.doubled.len();
        self.foreign += outcome.differences.foreign.len();
        self.damages += outcome.damaged.len();
        self.unseen += outcome.unseen.len();
    }

    /// Rounds that were not good.
    pub fn failed(&self) -> usize {
        self.bad + self.stuck
    }

    /// Nothing was lost, doubled or damaged, and every round was played to its end.
    pub fn is_good(&self) -> bool {
        self.stuck + self.losses + self.doubles + self.foreign + self.damages + self.unseen == 0
    }

    /// Prints the table, and writes `kill.json` into the folder named by `PEM2_BENCH`.
    pub fn report(&self, seed: u64, whole: Duration) -> Result<(), Failure> {
        let seconds = |of: Duration| (of.as_secs_f64() * 100.0).round() / 100.0;
        let mut took = self.took.clone();
        took.sort();
        let median = seconds(took.get(took.len() / 2).copied().unwrap_or_default());
        let longest = seconds(took.last().copied().unwrap_or_default());
        let all: u32 = u32::try_from(took.len()).unwrap_or(u32::MAX).max(1);
        let mean = seconds(took.iter().sum::<Duration>() / all);
        let counts = [
            ("rounds", self.rounds),
            ("acts saved", self.saved),
            ("in doubt at a kill", self.in_doubt),
            ("of these on the screen", self.settled),
            ("browser kills", self.browser_kills),
            ("server kills", self.server_kills),
        ];
        println!("\nseed {seed}");
        for (what, count) in counts {
            println!("{what:<28} {count:>9}");
        }
        for (name, count) in &self.faults {
            println!("{:<28} {count:>9}", format!("network: {name}"));
        }
        let megabytes = self.photo_bytes as f64 / 1e6;
        println!("{:<28} {:>9}", "connections spoilt", self.spoilt);
        println!("{:<28} {megabytes:>9.1} MB", "photos");
        println!("{:<28} {:>9}", "signed in again", self.sign_ins);
        println!("{:<28} {mean:>9.2} s (median {median:.2} s, longest {longest:.2} s)", "a round");
        println!("{:<28} {:>9.2} s", "in all", seconds(whole));
        let bad = [
            ("losses", self.losses),
            ("doubles", self.doubles),
            ("foreign", self.foreign),
            ("damages", self.damages),
            ("not on the screen", self.unseen),
            ("rounds that got stuck", self.stuck),
        ];
        for (what, count) in bad {
            println!("{what:<28} {count:>9}");
        }
        let file = json!({
            "seed": seed,
            "rounds": self.rounds,
            "acts_saved": self.saved,
            "in_doubt": self.in_doubt,
            "in_doubt_on_screen": self.settled,
            "browser_kills": self.browser_kills,
            "server_kills": self.server_kills,
            "faults": self.faults,
            "connections_spoilt": self.spoilt,
            "photo_bytes": self.photo_bytes,
            "sign_ins_again": self.sign_ins,
            "seconds": seconds(whole),
            "round_seconds_mean": mean,
            "round_seconds_median": median,
            "round_seconds_longest": longest,
            "losses": self.losses,
            "doubles": self.doubles,
            "foreign": self.foreign,
            "damages": self.damages,
            "not_on_screen": self.unseen,
            "rounds_stuck": self.stuck,
        });
        e2e::bench::write("kill", &file)
    }
}
