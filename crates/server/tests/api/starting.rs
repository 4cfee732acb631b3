//! How the program starts and stops: several at once, while the tables are not there, on open files, without TLS.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use protocol::error::ErrorCode;
use protocol::paths;
use server::db::{Db, migrate};

use crate::client::Client;
use crate::command_line::pem2;
use crate::rig::free_port;
use crate::world::{postgres, until};

/// A running program; killed when the test ends before it.
struct Server(Child);

impl Server {
    fn start(command: &mut Command) -> Self {
        Self(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }

    /// Its first line, or what it complained of.
    fn first_line(&mut self) -> String {
        let mut line = String::new();
        BufReader::new(self.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        if line.is_empty() { self.words() } else { line.trim().to_owned() }
    }

    fn terminate(&self) {
        assert!(Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap().success());
    }

    /// Waits for its end; what it wrote into its log.
    fn words(&mut self) -> String {
        let mut words = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        words
    }

    fn stop(&mut self) -> String {
        self.terminate();
        let words = self.words();
        assert!(self.0.wait().unwrap().success(), "{words}");
        words
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn refused(command: &mut Command) -> String {
    let Output { status, stderr, .. } = command.output().unwrap();
    assert!(!status.success());
    String::from_utf8(stderr).unwrap()
}

async fn status(address: &str, path: &str) -> Option<u16> {
    let answer = reqwest::get(format!("{address}{path}")).await.ok()?;
    Some(answer.status().as_u16())
}

#[tokio::test]
async fn a_server_lives_and_is_not_ready_until_its_tables_are_up_to_date() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let Some(url) = postgres().await else { return };
    let folder = tempfile::tempdir().unwrap();
    // Somebody else is at the tables.
    let db = Db::open(&url).await.unwrap();
    migrate(&db, 0).await.unwrap();
    let mut held = db.begin().await.unwrap();
    held.execute("LOCK TABLE migrations IN EXCLUSIVE MODE", vec![]).await.unwrap();
    let port = free_port();
    let mut command = pem2(&folder.path().join("data"));
    let mut server = Server::start(command.env("DATABASE_URL", &url).args(["serve", "--port", &port.to_string()]));
    let address = format!("http://127.0.0.1:{port}");
    until(async || (status(&address, paths::HEALTH_LIVE).await == Some(200)).then_some(())).await;
    let client = Client::new(&address);
    for path in [paths::HEALTH_READY, paths::HEALTH, "/", "/anything"] {
        let answer = Client::send(client.request(reqwest::Method::GET, path)).await;
        assert_eq!(answer.status.as_u16(), 503, "{path}");
        assert!(!answer.header("retry-after").is_empty(), "{path}");
    }
    let refused: protocol::error::ErrorBody = serde_json::from_slice(&client.pull_page(None, None).await.body).unwrap();
    assert_eq!(refused.code, ErrorCode::Unavailable);

    held.commit().await.unwrap();
    assert_eq!(server.first_line(), format!("listening on {address}"));
    assert_eq!(status(&address, paths::HEALTH_READY).await, Some(200));
    server.stop();
}

fn four_start_at_once(database: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let start = |_| {
        let mut command = pem2(&folder.path().join("data"));
        command.envs(database.map(|url| ("DATABASE_URL", url))).args(["serve", "--port", "0"]);
        Server::start(&mut command)
    };
    let servers: Vec<Server> = (0..4).map(start).collect();
    for mut server in servers {
        let line = server.first_line();
        assert!(line.starts_with("listening on"), "{line}");
        // At once: a wish to stop is heard from the beginning.
        server.stop();
    }
}

#[tokio::test]
async fn servers_that_start_at_once_on_an_empty_sqlite_take_turns() {
    four_start_at_once(None);
}

#[tokio::test]
async fn servers_that_start_at_once_on_an_empty_postgresql_take_turns() {
    let Some(url) = postgres().await else { return };
    four_start_at_once(Some(&url));
}

fn open_to_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[tokio::test]
async fn a_data_folder_or_database_that_others_can_read_is_refused_unless_that_is_wished() {
    for file in ["", "pem2.db"] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        assert!(pem2(&data).arg("migrate").output().unwrap().status.success());
        Server::start(pem2(&data).args(["serve", "--port", "0"])).first_line().strip_prefix("listening on").unwrap();
        open_to_others(&data.join(file));
        let words = refused(pem2(&data).args(["serve", "--port", "0"]));
        assert!(words.contains("chmod") && words.contains("--allow-open-files"), "{words}");
        let mut server = Server::start(pem2(&data).args(["serve", "--port", "0", "--allow-open-files"]));
        let line = server.first_line();
        assert!(line.starts_with("listening on"), "{line}");
        let words = server.stop();
        assert!(words.contains("WARN") && words.contains("chmod"), "{words}");
    }
}

#[tokio::test]
async fn a_line_to_postgresql_that_must_be_encrypted_is_never_an_open_one() {
    let Some(url) = postgres().await else { return };
    let folder = tempfile::tempdir().unwrap();
    for mode in ["require", "verify-ca", "verify-full"] {
        let mut command = pem2(folder.path());
        let words = refused(command.env("DATABASE_URL", format!("{url}&sslmode={mode}")).arg("migrate"));
        assert!(words.contains("TLS") && words.contains("sslmode"), "{mode}: {words}");
    }
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_given_up_and_may_be_tried_again() {
    let Some(url) = postgres().await else { return };
    let config = server::config::DbConfig { connections: 2, statement_seconds: 1 };
    let db = Db::open_with(&url, &config).await.unwrap();
    let error = db.all("SELECT CAST(pg_sleep(30) AS TEXT) AS slept", vec![]).await.err().unwrap();
    assert!(error.is_passing(), "{error}");
    let many = futures_util::future::join_all((0..6).map(|_| db.all("SELECT 1 AS one", vec![]))).await;
    assert!(many.iter().all(Result::is_ok) && db.connections().0 <= 2);
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_says_so_first_and_answers_meanwhile() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().unwrap();
    let mut command = pem2(&folder.path().join("data"));
    command.env("PEM2_DRAIN_SECONDS", "3").env("PEM2_LOG_FORMAT", "json").args(["serve", "--port", "0"]);
    let mut server = Server::start(&mut command);
    let address = server.first_line().strip_prefix("listening on ").unwrap().to_owned();
    assert_eq!(status(&address, paths::HEALTH_READY).await, Some(200));
    assert_eq!(status(&address, "/api/docs").await, Some(200));
    let asked = Instant::now();
    server.terminate();
    until(async || (status(&address, paths::HEALTH_READY).await == Some(503)).then_some(())).await;
    assert_eq!(status(&address, paths::HEALTH_LIVE).await, Some(200));
    let log = server.words();
    assert!(asked.elapsed() >= Duration::from_secs(3));

    // Every line of the log is an object; that of a request says what was asked, never with what.
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().all(|line| line["path"] != paths::HEALTH_READY), "probes are worth no line: {log}");
    let request = lines.iter().find(|line| line["path"] == "/api/docs").unwrap();
    assert_eq!((&request["method"], &request["status"]), (&"GET".into(), &200.into()), "{request}");
    assert!(request["request_id"].as_str().unwrap().len() >= 8 && request["ms"].is_number(), "{request}");
}
