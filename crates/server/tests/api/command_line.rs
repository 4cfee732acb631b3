//! The program itself: its commands, its one line of output, and how it stops.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use protocol::auth::SetUpRequest;
use protocol::paths;
use serde_json::Value;

use crate::client::Client;

fn pem2(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pem2"));
    for name in ["DATABASE_URL", "PEM2_S3_ENDPOINT", "PEM2_SECRET", "PEM2_PORT", "PEM2_DIST"] {
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

#[tokio::test]
async fn the_first_user_makes_the_company_and_what_was_kept_survives_a_restart() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let add = ["user", "add", "olivia", "--name", "Olivia", "--role", "admin", "--company-name", "Ours"];
    let output = pem2(&data).args(add).output().unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    let code = words.split("set-up code").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap().to_owned();

    let (server, address) = serve(&data);
    let mut client = Client::new(&address);
    let password = "my long new password";
    let set_up = SetUpRequest {
        login: "olivia".into(),
        code,
        password: password.into(),
        device: client.device,
        device_name: String::new(),
    };
    let answer = client.post(paths::SET_UP, &set_up).await;
    let cookie = client.take(&answer);
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
    client.sign_in("olivia", password).await;
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
