//! What is counted while the server works, for `/metrics`: totals and times, never who or what.
//!
//! Labels are few and known: routes by their template, methods and classes of status by their names. A request costs two
//! look-ups under a lock that only readers take, and three additions.

mod names;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{Method, StatusCode};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use names::Names;
pub use names::{class, method};

/// Upper ends of the classes of time, in seconds.
const SECONDS: [f64; 10] = [0.001, 0.005, 0.02, 0.1, 0.25, 1.0, 2.5, 10.0, 30.0, 120.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    route: &'static str,
    method: &'static str,
    status: &'static str,
}

/// One label with one of a few values.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Outcome {
    /// The value.
    pub outcome: &'static str,
}

/// What is looked at only when somebody asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Now {
    /// Who listens to `/events`.
    pub listeners: usize,
    /// Connections to the database, and how many of them nobody uses.
    pub connections: (u32, usize),
    /// Letters that wait.
    pub letters: Option<u64>,
    /// Bytes of memory that this process holds.
    pub memory: Option<u64>,
    /// Milliseconds since the last backup, where one was made.
    pub backup_age: Option<i64>,
}

/// The counters.
pub struct Metrics {
    registry: Registry,
    names: Names,
    requests: Family<Asked, Histogram, fn() -> Histogram>,
    all: AtomicU64,
    failed: AtomicU64,
    /// Pushes that were answered.
    pub pushes: Counter,
    /// Edits, by what became of them.
    pub edits: Family<Outcome, Counter>,
    /// Pulls that were answered.
    pub pulls: Counter,
    /// Rows in answers to pulls.
    pub rows: Counter,
    /// Photos and other bytes that came to be stored.
    pub uploads: Counter,
    /// Bytes of chunks that were taken.
    pub upload_bytes: Counter,
    /// Sign-ins, good and bad.
    pub sign_ins: Family<Outcome, Counter>,
    /// Requests that were too many, by limit.
    pub refused: Family<Outcome, Counter>,
    listeners: Gauge,
    connections: Gauge,
    idle: Gauge,
    letters: Gauge,
    memory: Gauge,
    backup_age: Gauge,
}

impl Metrics {
    /// All at zero. `store_errors` are counted where the photo store is, `limit_errors` where limits are.
    pub fn new(store_errors: Counter, limit_errors: Counter) -> Self {
        let mut registry = Registry::with_prefix("pem2");
        let requests = Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        registry.register("request_seconds", "Time until an answer begins", requests.clone());
        registry.register("photo_store_errors", "Failures of the photo store", store_errors);
        let help = "Questions about limits that the shared count did not answer: this server counted alone";
        registry.register("limit_store_errors", help, limit_errors);
        registry.register("build", "This build", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        let start: Gauge<f64, AtomicU64> = Gauge::default();
        start.set(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64());
        registry.register("start_time_seconds", "When this process started, since 1970", start);
        Self {
            pushes: counter(&mut registry, "pushes", "Pushes that were answered"),
            edits: counters(&mut registry, "edits", "Edits by what became of them"),
            pulls: counter(&mut registry, "pulls", "Pulls that were answered"),
            rows: counter(&mut registry, "rows_sent", "Rows in answers to pulls"),
            uploads: counter(&mut registry, "uploads", "Uploads that came to be stored"),
            upload_bytes: counter(&mut registry, "upload_bytes", "Bytes of chunks that were taken"),
            sign_ins: counters(&mut registry, "sign_ins", "Sign-ins, good and bad"),
            refused: counters(&mut registry, "refused", "Requests that were too many, by limit"),
            listeners: gauge(&mut registry, "listeners", "Open /events"),
            connections: gauge(&mut registry, "db_connections", "Connections to the database"),
            idle: gauge(&mut registry, "db_connections_idle", "Connections that nobody uses"),
            letters: gauge(&mut registry, "letters_waiting", "Letters that wait for the mail server"),
            memory: gauge(&mut registry, "resident_memory_bytes", "Memory of this process"),
            backup_age: gauge(&mut registry, "backup_age_seconds", "Time since the last backup; -1 without one"),
            names: Names::default(),
            all: AtomicU64::new(0),
            failed: AtomicU64::new(0),
            requests,
            registry,
        }
    }

    /// A request was answered. `route` is its template; without one it asked for a file of the app.
    pub fn answered(&self, route: Option<&str>, asked: &Method, status: StatusCode, took: Duration) {
        let route = route.map_or("app", |route| self.names.of(route));
        let labels = Asked { route, method: method(asked), status: class(status) };
        self.requests.get_or_create(&labels).observe(took.as_secs_f64());
        self.all.fetch_add(1, Ordering::Relaxed);
        if status.is_server_error() {
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many requests were answered, and how many of them with a failure of the server.
    pub fn totals(&self) -> (u64, u64) {
        (self.all.load(Ordering::Relaxed), self.failed.load(Ordering::Relaxed))
    }

    /// Everything in the text form of OpenMetrics.
    pub fn text(&self, now: Now) -> Result<String, std::fmt::Error> {
        let set = |gauge: &Gauge, value: Option<u64>| {
            gauge.set(value.map_or(-1, |value| i64::try_from(value).unwrap_or(i64::MAX)));
        };
        set(&self.listeners, u64::try_from(now.listeners).ok());
        set(&self.connections, Some(now.connections.0.into()));
        set(&self.idle, u64::try_from(now.connections.1).ok());
        set(&self.letters, now.letters);
        set(&self.memory, now.memory);
        set(&self.backup_age, now.backup_age.and_then(|age| u64::try_from(age / 1000).ok()));
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

fn counter(registry: &mut Registry, name: &str, help: &str) -> Counter {
    let counter = Counter::default();
    registry.register(name, help, counter.clone());
    counter
}

fn counters(registry: &mut Registry, name: &str, help: &str) -> Family<Outcome, Counter> {
    let counters = Family::default();
    registry.register(name, help, counters.clone());
    counters
}

fn gauge(registry: &mut Registry, name: &str, help: &str) -> Gauge {
    let gauge = Gauge::default();
    registry.register(name, help, gauge.clone());
    gauge
}

/// Adds one to a counter of a family.
pub fn count(family: &Family<Outcome, Counter>, outcome: &'static str) {
    family.get_or_create(&Outcome { outcome }).inc();
}
