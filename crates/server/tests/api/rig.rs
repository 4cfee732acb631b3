//! The real program as a process of its own, that can be killed, on a database that can be too.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use protocol::auth::SetUpRequest;
use protocol::paths;
use tempfile::TempDir;

use crate::client::Client;
use crate::command_line::pem2;

pub const PASSWORD: &str = "my long new password";

/// A server process and its data.
pub struct Rig {
    folder: TempDir,
    env: Vec<(&'static str, String)>,
    server: Option<Child>,
    pub address: String,
}

impl Rig {
    /// A running server with one company and its admin, `olivia`.
    pub async fn start(env: Vec<(&'static str, String)>) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let mut rig = Self { folder, env, server: None, address: String::new() };
        let add = ["user", "add", "olivia", "--name", "Olivia", "--role", "admin", "--company-name", "Ours"];
        let output = rig.command().args(add).output().unwrap();
        let words = String::from_utf8(output.stdout).unwrap();
        let code = words.split("set-up code").nth(1).and_then(|rest| rest.split_whitespace().next());
        let code = code.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr))).to_owned();
        rig.serve();
        let client = Client::new(&rig.address);
        let (login, password, device) = ("olivia".into(), PASSWORD.into(), client.device);
        let set_up = SetUpRequest { login, code, password, device, device_name: String::new() };
        assert!(client.post(paths::SET_UP, &set_up).await.status.is_success());
        rig
    }

    fn command(&self) -> Command {
        let mut command = pem2(&self.folder.path().join("data"));
        command.envs(self.env.iter().map(|(name, value)| (*name, value.as_str())));
        // Tests ask more than people do.
        command.env("PEM2_LIMIT_USER_PER_MINUTE", "0").env("PEM2_LIMIT_ADDRESS_PER_MINUTE", "0");
        command
    }

    /// Starts the program, at the address that it had before.
    pub fn serve(&mut self) {
        let port = self.address.rsplit(':').next().filter(|port| !port.is_empty()).unwrap_or("0").to_owned();
        let mut command = self.command();
        command.args(["serve", "--port", &port]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.address = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line}")).to_owned();
        self.server = Some(child);
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        let mut child = self.server.take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// The most memory that the process has held, in bytes.
    pub fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.as_ref().unwrap().id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() * 1024
    }

    /// Somebody who is signed in.
    pub async fn signed_in(&self) -> Client {
        let mut client = Client::new(&self.address);
        client.sign_in("olivia", PASSWORD).await;
        client
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        if let Some(child) = &mut self.server {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A PostgreSQL of our own, which waits for the disk. Stopped and removed when dropped.
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// `None` where its programs are not installed.
    pub fn start() -> Option<Self> {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        let mut programs: Vec<PathBuf> = versions.map(|v| v.path().join("bin")).collect();
        programs.retain(|folder| folder.join("initdb").exists());
        programs.sort();
        let cluster = Self { folder: tempfile::tempdir().unwrap(), programs: programs.pop()?, port: free_port() };
        if is_root() {
            // It refuses root.
            assert!(Command::new("chown").arg("postgres").arg(cluster.folder.path()).status().unwrap().success());
        }
        let data = cluster.data();
        cluster.run("initdb", &["-D", &data, "-U", "pem2", "-A", "trust", "-E", "UTF8"]);
        cluster.run_up();
        Some(cluster)
    }

    pub fn url(&self) -> String {
        format!("postgres://pem2@127.0.0.1:{}/postgres", self.port)
    }

    fn run_up(&self) {
        let folder = self.folder.path().display().to_string();
        let options = format!("-p {} -k {folder} -c listen_addresses=127.0.0.1", self.port);
        let log = format!("{folder}/log");
        self.run("pg_ctl", &["start", "-w", "-s", "-D", &self.data(), "-l", &log, "-o", &options]);
    }

    /// As when its machine loses power, but for the disk's own memory; and up again.
    pub fn crash_and_recover(&self) {
        self.run("pg_ctl", &["stop", "-s", "-m", "immediate", "-D", &self.data()]);
        self.run_up();
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let path = self.programs.join(program);
        let mut command = match is_root() {
            true => {
                let mut command = Command::new("runuser");
                command.args(["-u", "postgres", "--"]).arg(path);
                command
            }
            false => Command::new(path),
        };
        let done = command.args(arguments).current_dir(self.folder.path()).stdout(Stdio::null()).status().unwrap();
        assert!(done.success(), "{program}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.run("pg_ctl", &["stop", "-s", "-m", "immediate", "-D", &self.data()]);
    }
}

fn is_root() -> bool {
    std::env::var_os("USER").is_some_and(|user| user == "root")
        || Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

/// An S3-compatible store of our own.
pub struct Store {
    folder: TempDir,
    port: u16,
    process: Option<Child>,
}

impl Store {
    pub const BUCKET: &str = "pem2-own";

    /// `None` where the program is not installed.
    pub fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(Self::BUCKET)).unwrap();
        let mut store = Self { folder, port: free_port(), process: None };
        store.run_up()?;
        Some(store)
    }

    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it holds of a key.
    pub fn holds(&self, key: &str) -> Option<Vec<u8>> {
        std::fs::read(Path::new(self.folder.path()).join(Self::BUCKET).join(key)).ok()
    }

    pub fn run_up(&mut self) -> Option<()> {
        let mut command = Command::new("s3s-fs");
        command.args(["--access-key", "key", "--secret-key", "secret", "--host", "127.0.0.1"]);
        command.args(["--port", &self.port.to_string()]).arg(self.folder.path());
        self.process = Some(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?);
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(started.elapsed() < Duration::from_secs(20), "s3s-fs does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(())
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        let mut process = self.process.take().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if let Some(process) = &mut self.process {
            process.kill().ok();
            process.wait().ok();
        }
    }
}
