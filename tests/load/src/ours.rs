//! Our server: the program that is deployed, with the demonstration company and five thousand work orders, and beside it
//! companies as they are: thirty people each.

mod companies;

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::failure::{Failure, setting};
use crate::morning;
use crate::process::{Process, free_port};
use crate::wrk::{self, Measured, Question};

/// How many work orders there are.
const WORK_ORDERS: &str = "5000";
/// Starts of which the middle one counts.
const STARTS: usize = 5;
/// People who sign in at the same moment.
const STORM: u32 = 50;
/// A password of the demonstration, and of everybody else here.
const PASSWORD: &str = "harbor-pine-demo";
/// People of a company.
const PEOPLE: usize = 30;
/// People of the larger morning.
const MANY: usize = 1_000;
/// Companies of so many people.
pub const COMPANIES: usize = MANY.div_ceil(PEOPLE);

/// The database.
#[derive(Clone, Copy)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

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

/// A server with a database of its own.
pub struct Server {
    program: String,
    data: TempDir,
    /// The address of its PostgreSQL, where it has one.
    pub database: Option<String>,
    port: u16,
}

/// Somebody who is signed in, and a script of the owner's.
pub struct Known {
    /// The header of an admin.
    pub admin: String,
    /// The header of a script.
    pub token: String,
    /// The admin's phone.
    pub device: Uuid,
    /// Somebody to work for.
    customer: String,
}

impl Known {
    /// A push of one edit: a new work order. `%KEY%` and `%ID%` stand for new identifiers.
    pub fn create(&self) -> String {
        let customer = &self.customer;
        let edit = json!({"row.create": {"entity": "work_order", "id": "%ID%", "fields": {
            "customer": customer,
            "title": "Replace the panel in the basement",
            "description": "Two hundred amperes, main breaker, label every circuit.",
        }}});
        let device = self.device;
        format!(
            r#"{{"schema":1,"device":"{device}","mutations":[{{"id":"%KEY%","device_seq":1,"schema":1,"occurred_at":0,"edit":{edit}}}]}}"#
        )
    }
}

impl Server {
    /// With the demonstration company, not started.
    pub fn new(engine: Engine) -> Result<Self, Failure> {
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(fresh_schema(&setting("PEM2_BENCH_POSTGRES")?)?),
        };
        let server = Self { program: setting("PEM2_SERVER_BIN")?, data: TempDir::new()?, database, port: free_port()? };
        let seeded = server.command("seed").args(["--work-orders", WORK_ORDERS]).output()?;
        match seeded.status.success() {
            true => Ok(server),
            false => Err(Failure::Said(String::from_utf8_lossy(&seeded.stderr).into_owned())),
        }
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(name).arg("--data").arg(data(&self.data));
        // Limits are made against one user who asks a thousand times a second: that is what is measured here.
        for limit in ["USER", "ADDRESS", "COMPANY"] {
            command.env(format!("PEM2_LIMIT_{limit}_PER_MINUTE"), "0");
        }
        command.env("PEM2_LOG", "warn");
        match &self.database {
            Some(url) => command.env("DATABASE_URL", url),
            None => command.env_remove("DATABASE_URL"),
        };
        command
    }

    /// An address of it.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Starts it; how long it took, in milliseconds.
    pub fn start(&self) -> Result<(Process, f64), Failure> {
        let started = Instant::now();
        let process = Process::start(self.command("serve").args(["--port", &self.port.to_string()]))?;
        while !ureq::get(self.url("/health/ready")).call().is_ok_and(|answer| answer.status() == 200) {
            if started.elapsed() > Duration::from_secs(30) {
                return Err(Failure::Said("the server does not get ready".to_owned()));
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok((process, started.elapsed().as_secs_f64() * 1e3))
    }

    /// Signs in, and makes a token for scripts.
    pub fn known(&self) -> Result<Known, Failure> {
        let device = Uuid::new_v4();
        let login = json!({"login": "olivia", "password": PASSWORD, "device": device, "device_name": "load"});
        let session = self.post("/auth/login", "", &login)?;
        let admin = format!("Bearer {}", session["access_token"].as_str().unwrap_or_default());
        let token = self.post("/admin/api-tokens", &admin, &json!({"name": "load", "scopes": ["read", "write"]}))?;
        let token = format!("Bearer {}", token["token"].as_str().unwrap_or_default());
        let customers = self.url("/api/v1/customers?limit=1");
        let customers: Value = ureq::get(customers).header("Authorization", &token).call()?.body_mut().read_json()?;
        let found = customers.as_object().and_then(|page| page.values().find_map(|rows| rows[0]["id"].as_str()));
        let customer = found.ok_or_else(|| Failure::Said("there is no customer".to_owned()))?.to_owned();
        let known = Known { admin, token, device, customer };
        // A refused edit is answered as quickly: what is measured must be done.
        let one =
            known.create().replace("%KEY%", &Uuid::new_v4().to_string()).replace("%ID%", &Uuid::new_v4().to_string());
        let said = self.post("/sync/push", &known.admin, &serde_json::from_str(&one)?)?;
        match said["outcomes"][0]["verdict"]["applied"].is_object() {
            true => Ok(known),
            false => Err(Failure::Said(format!("the edit is not done: {said}"))),
        }
    }

    /// The question of a phone that knows everything there is.
    pub fn idle_pull(&self, known: &Known) -> Result<String, Failure> {
        let mut question = json!({"schema": 1, "device": known.device, "limit": 1000});
        while self.page(known, &mut question)? {}
        Ok(question.to_string())
    }

    /// The question of a phone that has missed the last `changes`, which are made now.
    pub fn pull_behind(&self, known: &Known, changes: u64) -> Result<String, Failure> {
        let question = self.idle_pull(known)?;
        let edit = |_| {
            let fields = json!({"name": "Eleanor Whitfield", "notes": "The key is under the third pot."});
            let edit = json!({"row.create": {"entity": "customer", "id": Uuid::new_v4(), "fields": fields}});
            json!({"id": Uuid::new_v4(), "device_seq": 1, "schema": 1, "occurred_at": 0, "edit": edit})
        };
        let mutations: Vec<Value> = (0..changes).map(edit).collect();
        let device = Uuid::new_v4();
        self.post("/sync/push", &known.admin, &json!({"schema": 1, "device": device, "mutations": mutations}))?;
        Ok(question)
    }

    /// Asks for a page, and makes `question` the next one; whether there is more.
    fn page(&self, known: &Known, question: &mut Value) -> Result<bool, Failure> {
        let page = self.post("/sync/pull", &known.admin, question)?;
        question["cursor"] = page["cursor"].clone();
        question["scope"] = page["scope"].clone();
        Ok(page["more"] == json!(true))
    }

    fn post(&self, path: &str, authorization: &str, body: &Value) -> Result<Value, Failure> {
        let request = ureq::post(self.url(path)).header("X-Pem2-Client", "load").header("Authorization", authorization);
        Ok(request.send_json(body)?.body_mut().read_json()?)
    }
}

/// The server makes it, for its owner only.
fn data(folder: &TempDir) -> PathBuf {
    folder.path().join("data")
}

/// A schema of its own is as good as a database, and made in a moment.
fn fresh_schema(url: &str) -> Result<String, Failure> {
    let name = format!("load_{}", Uuid::new_v4().simple());
    let made = Command::new("psql").args(["-q", url, "-c", &format!("CREATE SCHEMA {name}")]).output()?;
    match made.status.success() {
        true => Ok(format!("{url}?options=-csearch_path%3D{name}")),
        false => Err(Failure::Said(String::from_utf8_lossy(&made.stderr).into_owned())),
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
