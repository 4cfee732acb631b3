//! Our server: the program that is deployed, with the demonstration company and five thousand work orders, and beside it
//! companies as they are: thirty people each.

mod companies;
mod under_load;

pub use under_load::{Numbers, measure};

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::failure::{Failure, setting};
use crate::process::{Process, free_port};

/// How many work orders there are.
const WORK_ORDERS: &str = "5000";
/// A password of the demonstration, and of everybody else here.
const PASSWORD: &str = "harbor-pine-demo";
/// People of a company.
const PEOPLE: usize = 30;
/// Companies of so many people.
pub const COMPANIES: usize = under_load::MANY.div_ceil(PEOPLE);

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

    /// The same with identifiers.
    pub fn one_create(&self) -> String {
        self.create().replace("%KEY%", &Uuid::new_v4().to_string()).replace("%ID%", &Uuid::new_v4().to_string())
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
        let said = self.post("/sync/push", &known.admin, &serde_json::from_str(&known.one_create())?)?;
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

    /// Asks once.
    pub fn ask(&self, path: &str, authorization: &str, body: &str) -> Result<(), Failure> {
        self.post(path, authorization, &serde_json::from_str(body)?).map(drop)
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
