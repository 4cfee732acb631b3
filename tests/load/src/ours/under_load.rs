//! What a server answers in a second, in a storm of sign-ins and on a working morning.

use serde_json::json;
use uuid::Uuid;

use super::{COMPANIES, Engine, PASSWORD, PEOPLE, Server, companies};
use crate::failure::Failure;
use crate::morning;
use crate::wrk::{self, Measured, Question};

/// Starts of which the middle one counts.
const STARTS: usize = 5;
/// People who sign in at the same moment.
const STORM: u32 = 50;
/// People of the larger morning.
pub const MANY: usize = 1_000;

/// What was measured.
pub struct Numbers {
    pub lists_50: Measured,
    pub lists_200: Measured,
    pub creates_50: Measured,
    pub creates_200: Measured,
    pub idle_pull: Measured,
    /// Sign-ins, as many at a time as [`STORM`] says.
    pub storm: Measured,
    /// Idle pulls meanwhile.
    pub pull_in_storm: Measured,
    pub morning_200: morning::Measured,
    pub morning_1000: morning::Measured,
    /// The process at its largest over lists, idle pulls and creates.
    pub rss_mib: f64,
    /// The same over everything.
    pub rss_at_last_mib: f64,
    /// From starting the process to its first answer that it is ready, in milliseconds.
    pub ready_ms: f64,
}

impl Numbers {
    /// Everything that was no success.
    pub fn errors(&self) -> u64 {
        let pulls = [self.idle_pull, self.storm, self.pull_in_storm];
        let single = [self.lists_50, self.lists_200, self.creates_50, self.creates_200].into_iter().chain(pulls);
        single.map(|m| m.errors).sum::<u64>() + self.morning_200.errors + self.morning_1000.errors
    }
}

/// Measures it.
pub async fn measure(engine: Engine) -> Result<Numbers, Failure> {
    let server = Server::new(engine)?;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        starts.push(server.start()?.1);
    }
    starts.sort_by(f64::total_cmp);
    let codes = (0..COMPANIES).map(|n| server.found(n)).collect::<Result<Vec<_>, _>>()?;
    let (process, _) = server.start()?;

    let known = server.known()?;
    let companies = (0..).zip(&codes).map(|(n, code)| server.company(n, code)).collect::<Result<Vec<_>, _>>()?;
    let lists = server.url("/api/v1/work-orders?limit=50");
    let (push, pull, login) = (server.url("/sync/push"), server.url("/sync/pull"), server.url("/auth/login"));
    let list = Question { script: "get", url: &lists, authorization: &known.token, body: "" };
    let create = known.create();
    let create = Question { script: "create", url: &push, authorization: &known.admin, body: &create };
    let lists_50 = wrk::run(&list, 50)?;
    let lists_200 = wrk::run(&list, 200)?;
    let idle = server.idle_pull(&known)?;
    let idle = Question { script: "pull", url: &pull, authorization: &known.admin, body: &idle };
    let idle_pull = wrk::run(&idle, 10)?;
    let creates_50 = wrk::run(&create, 50)?;
    let creates_200 = wrk::run(&create, 200)?;
    let rss_mib = process.peak_mib();
    let idle = server.idle_pull(&known)?;
    let idle = Question { body: &idle, script: "pull", url: &pull, authorization: &known.admin };
    let storm = json!({"login": companies::login("%N%"), "password": PASSWORD, "device": Uuid::new_v4(), "device_name": "load"});
    let storm = storm.to_string();
    let storm = Question { script: "storm", url: &login, authorization: "", body: &storm };
    let (storm, pull_in_storm) = std::thread::scope(|scope| {
        let storm = scope.spawn(|| wrk::run(&storm, STORM));
        let pull = wrk::run(&idle, 10);
        let storm = storm.join().map_err(|_| Failure::Said("the storm broke".to_owned()))?;
        Ok::<_, Failure>((storm?, pull?))
    })?;
    let morning_200 = morning::run(&server.url(""), 200, PEOPLE, server.desks(&companies)?).await?;
    let morning_1000 = morning::run(&server.url(""), MANY, PEOPLE, server.desks(&companies)?).await?;
    Ok(Numbers {
        lists_50,
        lists_200,
        creates_50,
        creates_200,
        idle_pull,
        storm,
        pull_in_storm,
        morning_200,
        morning_1000,
        rss_mib,
        rss_at_last_mib: process.peak_mib(),
        ready_ms: starts[STARTS / 2],
    })
}
