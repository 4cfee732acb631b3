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
use crate::world::postgres;

/// Waits until something is so.
async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(started.elapsed() < Duration::from_secs(60), "it does not come to be");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn spawn(mut command: Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn refused(mut command: Command) -> String {
    let Output { status, stderr, .. } = command.output().unwrap();
    assert!(!status.success());
    String::from_utf8(stderr).unwrap()
}

async fn status(address: &str, path: &str) -> Option<u16> {
    let answer = reqwest::get(format!("{address}{path}")).await.ok()?;
    Some(answer.status().as_u16())
}

fn terminate(child: &Child) {
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
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
    let mut command = pem2(folder.path());
    command.env("DATABASE_URL", &url).args(["serve", "--port", &port.to_string()]);
    let mut server = spawn(command);
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
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_eq!(line.trim(), format!("listening on {address}"));
    assert_eq!(status(&address, paths::HEALTH_READY).await, Some(200));
    terminate(&server);
    assert!(server.wait().unwrap().success());
}

async fn two_start_at_once(database: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let servers: Vec<Child> = (0..4)
        .map(|_| {
            let mut command = pem2(&folder.path().join("data"));
            command.args(["serve", "--port", "0"]);
            if let Some(url) = database {
                command.env("DATABASE_URL", url);
            }
            spawn(command)
        })
        .collect();
    for mut server in servers {
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let mut words = String::new();
        if !line.starts_with("listening on") {
            server.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        }
        assert!(line.starts_with("listening on"), "{words}");
        terminate(&server);
        assert!(server.wait().unwrap().success());
    }
}

#[tokio::test]
async fn servers_that_start_at_once_on_an_empty_sqlite_take_turns() {
    two_start_at_once(None).await;
}

#[tokio::test]
async fn servers_that_start_at_once_on_an_empty_postgresql_take_turns() {
    let Some(url) = postgres().await else { return };
    two_start_at_once(Some(&url)).await;
}

fn open_to_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[tokio::test]
async fn a_data_folder_or_database_that_others_can_read_is_refused_unless_that_is_wished() {
    for file in [None, Some("pem2.db")] {
        let folder = tempfile::tempdir().unwrap();
        assert!(pem2(folder.path()).arg("migrate").output().unwrap().status.success());
        open_to_others(&file.map_or_else(|| folder.path().to_owned(), |file| folder.path().join(file)));
        let mut command = pem2(folder.path());
        command.args(["serve", "--port", "0"]);
        let words = refused(command);
        assert!(words.contains("chmod") && words.contains("--allow-open-files"), "{words}");
        let mut command = pem2(folder.path());
        command.args(["serve", "--port", "0", "--allow-open-files"]);
        let mut server = spawn(command);
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("listening on"), "{line}");
        terminate(&server);
        server.wait().unwrap();
        let mut words = String::new();
        server.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        assert!(words.contains("WARN") && words.contains("chmod"), "{words}");
    }
}

#[tokio::test]
async fn a_line_to_postgresql_that_must_be_encrypted_is_never_an_open_one() {
    let Some(url) = postgres().await else { return };
    let folder = tempfile::tempdir().unwrap();
    for mode in ["require", "verify-ca", "verify-full"] {
        let mut command = pem2(folder.path());
        command.env("DATABASE_URL", format!("{url}&sslmode={mode}")).arg("migrate");
        let words = refused(command);
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
    let mut server = spawn(command);
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on ").unwrap().to_owned();
    assert_eq!(status(&address, paths::HEALTH_READY).await, Some(200));
    let asked = Instant::now();
    terminate(&server);
    until(async || (status(&address, paths::HEALTH_READY).await == Some(503)).then_some(())).await;
    assert_eq!(status(&address, paths::HEALTH_LIVE).await, Some(200));
    assert!(server.wait().unwrap().success());
    assert!(asked.elapsed() >= Duration::from_secs(3));

    // Every line of the log is an object; that of a request says what was asked, never with what.
    let mut log = String::new();
    server.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let request = lines.iter().find(|line| line["path"] == paths::HEALTH_READY).unwrap();
    assert_eq!((&request["method"], &request["status"]), (&"GET".into(), &200.into()), "{request}");
    assert!(request["request_id"].as_str().unwrap().len() >= 8 && request["ms"].is_number(), "{request}");
}
