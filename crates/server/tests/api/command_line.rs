//! The program itself: its commands, its one line of output, and how it stops.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use domain::Entity;
use protocol::auth::SetUpRequest;
use protocol::blobs::{CHUNK, UploadState};
use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::client::{Client, create};
use crate::uploads::{announce, send};

const PASSWORD: &str = "my long new password";

pub fn pem2(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pem2"));
    for name in ["DATABASE_URL", "REDIS_URL", "PEM2_S3_ENDPOINT", "PEM2_SECRET", "PEM2_PORT", "PEM2_DIST"] {
        command.env_remove(name);
    }
    command.arg("--data").arg(data);
    command
}

fn serve(data: &Path) -> (Child, String) {
    let mut child =
        pem2(data).args(["serve", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line}")).to_owned();
    (child, address)
}

fn stop(mut child: Child) {
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(child.wait().unwrap().success(), "it ends by itself when asked");
}

/// A server with one company, and its admin, who has just chosen a password; the refresh cookie.
async fn with_admin(data: &Path) -> (Child, Client, String) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let add = ["user", "add", "olivia", "--name", "Olivia", "--role", "admin", "--company-name", "Ours"];
    let output = pem2(data).args(add).output().unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    let code = words.split("set-up code").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap().to_owned();
    let (server, address) = serve(data);
    let mut client = Client::new(&address);
    let (login, password, device) = ("olivia".into(), PASSWORD.into(), client.device);
    let set_up = SetUpRequest { login, code, password, device, device_name: String::new() };
    let answer = client.post(paths::SET_UP, &set_up).await;
    let cookie = client.take(&answer);
    (server, client, cookie)
}

#[tokio::test]
async fn the_first_user_makes_the_company_and_stays_signed_in_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (server, mut client, cookie) = with_admin(&data).await;
    let before: Value = client.get(paths::HEALTH).await.ok();
    // A listener must not keep the server from stopping.
    let listening = client.request(reqwest::Method::GET, paths::EVENTS).send().await.unwrap();
    stop(server);
    drop(listening);

    let (server, address) = serve(&data);
    client.address = address;
    let after: Value = client.get(paths::HEALTH).await.ok();
    assert_eq!(before["epoch"], after["epoch"]);
    client.take(&client.refresh(&cookie).await);
    client.sign_in("olivia", PASSWORD).await;
    stop(server);
}

#[tokio::test]
async fn what_was_confirmed_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (mut server, mut client, _) = with_admin(&data).await;
    let customer = Uuid::new_v4();
    client.done(create(Entity::Customer, customer, json!({"name": "Eleanor Whitfield"}))).await;
    let bytes: Vec<u8> = [0xFF, 0xD8, 0xFF].into_iter().chain((0..CHUNK).map(|_| 7)).collect();
    let UploadState::Receiving { upload, .. } = announce(&client, &bytes).await else { panic!("it is new") };
    send(&client, upload, 0, &bytes[..CHUNK]).await.ok::<UploadState>();
    server.kill().unwrap();
    server.wait().unwrap();

    let (server, address) = serve(&data);
    client.address = address;
    client.pull().await;
    assert!(client.holds(Entity::Customer, customer));
    assert_eq!(announce(&client, &bytes).await, UploadState::Receiving { upload, offset: CHUNK as u64 });
    let last = send(&client, upload, CHUNK, &bytes[CHUNK..]).await;
    assert!(matches!(last.ok(), UploadState::Stored { .. }));
    stop(server);
}

/// What a command printed, with whether it succeeded.
fn said(data: &Path, arguments: &[&str]) -> (bool, String) {
    let output = pem2(data).args(arguments).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

#[tokio::test]
async fn an_owner_who_is_locked_out_gets_in_by_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (server, client, _) = with_admin(&data).await;
    let (done, words) = said(&data, &["user", "lock", "olivia"]);
    assert!(!done && words.contains("last admin"), "{words}");
    let add = ["user", "add", "otto", "--name", "Otto", "--role", "admin"];
    assert!(said(&data, &add).0);
    let (done, words) = said(&data, &["user", "lock", "Olivia", "--reason", "Lost the phone"]);
    assert!(done && words.contains("is locked"), "{words}");
    assert_eq!(client.get(paths::ACCOUNT).await.error(403), ErrorCode::AccountInactive);
    let (_, words) = said(&data, &["user", "list"]);
    let line = |login: &str| words.lines().find(|line| line.starts_with(login)).unwrap().to_owned();
    assert!(line("olivia").contains("locked (Lost the phone)") && line("otto").contains("not set up"), "{words}");
    assert!(!said(&data, &["user", "reset", "olivia"]).0, "not while it is locked");
    assert!(said(&data, &["user", "unlock", "olivia"]).0 && said(&data, &["user", "second-factor-off", "olivia"]).0);
    let (_, words) = said(&data, &["user", "reset", "olivia"]);
    let code = words.split("reset code").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
    let password = "copper kettle under stairs";
    let body = json!({"login": "olivia", "code": code, "password": password, "device": client.device});
    client.post(paths::RESET, &body).await.ok::<Value>();
    assert!(!said(&data, &["user", "reset", "nobody"]).0);
    stop(server);
}

#[test]
fn the_database_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    assert!(pem2(folder.path()).arg("migrate").output().unwrap().status.success());
    let mode = std::fs::metadata(folder.path().join("pem2.db")).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

#[test]
fn seeding_prints_how_to_sign_in() {
    let folder = tempfile::tempdir().unwrap();
    for words in ["was made", "was there already"] {
        let output = pem2(folder.path()).args(["seed", "--demo", "--work-orders", "40"]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(words) && text.contains("olivia") && text.contains("harbor-pine-demo"), "{text}");
    }
}

#[tokio::test]
async fn the_log_is_checked_and_handed_out_and_that_is_logged() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (server, mut client, _) = with_admin(&data).await;
    client.done(create(Entity::Customer, Uuid::new_v4(), json!({"name": "Eleanor Whitfield"}))).await;
    stop(server);
    let run = |arguments: &[&str]| {
        let output = pem2(&data).arg("audit").args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, words) = run(&["verify"]);
    assert!(code == Some(0) && words.contains("lines, whole"), "{words}");
    for _ in 0..2 {
        let (_, json) = run(&["show", "--form", "json"]);
        let lines: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.last().unwrap()["event"], "audit_exported");
        assert!(lines.iter().any(|line| line["event"] == "edit_accepted"), "{json}");
    }
    let (_, table) = run(&["show", "--since", "2999-01-01"]);
    assert_eq!(table.trim(), "n,id,at,user,address,event,detail,hash");
    let db = server::db::Db::open(&server::config::Config::in_folder(&data).database()).await.unwrap();
    for statement in ["DROP TRIGGER audit_is_not_changed", "UPDATE audit SET detail = '' WHERE n = 2"] {
        db.execute(statement, vec![]).await.unwrap();
    }
    db.close().await;
    let (code, words) = run(&["verify", "--company", "main"]);
    assert!(code == Some(1) && words.contains("line 2 is not the one that was written"), "{words}");
}

#[tokio::test]
async fn a_restored_database_has_another_name_and_what_it_had_at_the_backup() {
    let folder = tempfile::tempdir().unwrap();
    let (data, copy) = (folder.path().join("data"), folder.path().join("copy.db"));
    let (server, mut client, _) = with_admin(&data).await;
    let (before, after) = (Uuid::new_v4(), Uuid::new_v4());
    client.done(create(Entity::Customer, before, json!({"name": "Eleanor Whitfield"}))).await;
    assert!(
        pem2(&data).args(["backup", "--plain"]).arg(&copy).output().unwrap().status.success(),
        "while the server runs"
    );
    client.done(create(Entity::Customer, after, json!({"name": "Harbor Bakery"}))).await;
    let health: Value = client.get(paths::HEALTH).await.ok();
    let refused = pem2(&data).arg("restore").arg(&copy).output().unwrap();
    let words = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && words.contains("stop the server first"), "{words}");
    stop(server);
    assert!(pem2(&data).arg("restore").arg(&copy).output().unwrap().status.success());

    let (server, address) = serve(&data);
    let mut client = Client::new(&address);
    client.sign_in("olivia", PASSWORD).await;
    client.pull().await;
    assert!(client.holds(Entity::Customer, before) && !client.holds(Entity::Customer, after));
    let restored: Value = client.get(paths::HEALTH).await.ok();
    assert_ne!(restored["epoch"], health["epoch"]);
    stop(server);

    assert!(pem2(&data).arg("restored").output().unwrap().status.success());
    let (server, address) = serve(&data);
    let renamed: Value = Client::new(&address).get(paths::HEALTH).await.ok();
    assert_ne!(renamed["epoch"], restored["epoch"]);
    stop(server);
}

#[test]
fn tables_go_out_to_files_and_come_in_from_them() {
    let folder = tempfile::tempdir().unwrap();
    let (data, out) = (folder.path().join("data"), folder.path().join("out"));
    assert!(pem2(&data).args(["seed", "--demo", "--work-orders", "20"]).output().unwrap().status.success());
    assert!(pem2(&data).arg("export").arg("--to").arg(&out).output().unwrap().status.success());
    let customers = std::fs::read_to_string(out.join("customers.csv")).unwrap();
    assert!(customers.starts_with("id,name,") && customers.lines().count() > 10);
    let file = folder.path().join("new.csv");
    std::fs::write(&file, "name,phone\nHarbor Bakery,555\n").unwrap();
    for (arguments, words) in [(vec!["--dry-run"], "1 would be made"), (vec![], "1 made"), (vec![], "0 made")] {
        let output = pem2(&data).arg("import-csv").arg("customers").arg(&file).args(arguments).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && text.contains(words), "{text}");
    }
    std::fs::write(&file, "name,phone\n,555\n").unwrap();
    let output = pem2(&data).arg("import-csv").arg("customers").arg(&file).output().unwrap();
    assert!(!output.status.success() && String::from_utf8(output.stdout).unwrap().contains("row 2  name  required"));
}

#[tokio::test]
async fn an_installation_is_backed_up_tried_out_moved_and_its_photos_looked_after() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (server, mut client, _) = with_admin(&data).await;
    client.done(create(Entity::Customer, Uuid::new_v4(), json!({"name": "Eleanor Whitfield"}))).await;
    let run = |words: &[&str], passphrase: &str| {
        let output = pem2(&data).args(words).env("PEM2_BACKUP_PASSPHRASE", passphrase).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(text).unwrap())
    };
    let (made, words) = run(&["backup"], "");
    assert!(!made && words.contains("set PEM2_BACKUP_PASSPHRASE"), "{words}");
    let (made, words) = run(&["backup"], "secret");
    assert!(made && words.contains("holds everything"), "{words}");
    let (whole, words) = run(&["restore", "--check", "latest"], "secret");
    assert!(whole && words.contains("every row is as it was backed up"), "{words}");
    let (whole, words) = run(&["restore", "--check", "latest"], "another");
    assert!(!whole && words.contains("the passphrase is not the one"), "{words}");
    let (well, words) = run(&["photos", "check", "--all"], "");
    assert!(well && words.contains("0 photos"), "{words}");
    let (well, words) = run(&["photos", "sweep"], "");
    assert!(well && words.contains("0 removed"), "{words}");
    let (well, words) = run(&["photos", "move", "--to", "s3"], "");
    assert!(!well && words.contains("PEM2_S3_ENDPOINT"), "{words}");
    let from = format!("sqlite:{}", data.join("pem2.db").display());
    let to = format!("sqlite:{}", folder.path().join("new/pem2.db").display());
    let (moved, words) = run(&["import", "--from", &from, "--to", &to], "");
    assert!(!moved && words.contains("stop the server first"), "{words}");
    stop(server);
    let (moved, words) = run(&["import", "--from", &from, "--to", &to], "");
    assert!(moved && words.contains("every one was read back"), "{words}");
    let (moved, words) = run(&["import", "--from", &from, "--to", &to], "");
    assert!(!moved && words.contains("not empty"), "{words}");
    let (server, address) = serve(&folder.path().join("new"));
    Client::new(&address).sign_in("olivia", PASSWORD).await;
    stop(server);
}
