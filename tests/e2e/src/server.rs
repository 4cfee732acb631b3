//! The server: the program that is deployed, on a port of its own, with a demonstration company of its own.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use tempfile::TempDir;

use crate::Failure;
use crate::process::{Process, free_port};
use crate::seeded;
use crate::wait::until;

/// A server. Its data is removed with it.
pub struct Server {
    program: PathBuf,
    data: TempDir,
    port: u16,
    dist: Option<PathBuf>,
    settings: Vec<(&'static str, String)>,
    process: Option<Process>,
}

impl Server {
    /// A running server with the demonstration company.
    pub async fn start() -> Result<Self, Failure> {
        Self::start_with(&[]).await
    }

    /// The same; `seed` goes to `pem2 seed`.
    pub async fn start_with(seed: &[&str]) -> Result<Self, Failure> {
        let mut server = Self {
            program: program()?,
            data: TempDir::with_prefix("pem2-e2e-")?,
            port: free_port()?,
            dist: std::env::var_os("PEM2_DIST").map(PathBuf::from),
            settings: Vec::new(),
            process: None,
        };
        seeded::copy_into(server.data.path(), &server.program, seed)?;
        server.start_again().await?;
        Ok(server)
    }

    /// Its address.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Ends it at once, requests under way included.
    pub fn kill(&mut self) {
        self.process = None;
    }

    /// Starts it again: the same port, the same data.
    pub async fn start_again(&mut self) -> Result<(), Failure> {
        self.kill();
        let mut serve = self.command("serve")?;
        // The folder of a test has the mode that folders have here.
        serve.args(["--allow-open-files", "--port", &self.port.to_string()]);
        // One person of a test does in a minute what others do in a week.
        for limit in ["USER", "ADDRESS", "COMPANY"] {
            serve.env(format!("PEM2_LIMIT_{limit}_PER_MINUTE"), "0");
        }
        if let Some(dist) = &self.dist {
            serve.arg("--dist").arg(dist);
        }
        let mut process = Process::start(&mut serve)?;
        let health = format!("{}{}", self.address(), protocol::paths::HEALTH);
        let ready = until("the server to answer", async || {
            if !process.runs() {
                return Err(Failure::said("the server ended by itself"));
            }
            Ok(reqwest::get(&health).await.is_ok_and(|answer| answer.status().is_success()).then_some(()))
        });
        ready.await.map_err(|failure| Failure::said(format!("{failure}\n{}", self.log())))?;
        self.process = Some(process);
        Ok(())
    }

    /// From the next start on this setting counts, and for its commands at once.
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.settings.push((name, value.to_owned()));
    }

    /// Locks an account, as the owner does who is at the server.
    pub fn lock(&self, login: &str, reason: &str) -> Result<(), Failure> {
        self.ended(self.command("user")?.args(["lock", login, "--reason", reason]).status()?, "user lock")
    }

    /// Makes a backup where backups go, and restores it for a test. While it runs.
    pub fn back_up_and_check(&self) -> Result<(), Failure> {
        self.ended(self.command("backup")?.status()?, "backup")?;
        self.ended(self.command("restore")?.args(["--check", "latest"]).status()?, "restore --check")
    }

    /// Writes its database to `file`, while it runs.
    pub fn back_up(&self, file: &Path) -> Result<(), Failure> {
        self.run(&["backup", "--plain"], file)
    }

    /// Puts `file` in the place of its database. It must not run.
    pub fn restore(&self, file: &Path) -> Result<(), Failure> {
        self.run(&["restore"], file)
    }

    /// Its photo store is gone. It must not run.
    pub fn lose_photos(&self) -> Result<(), Failure> {
        Ok(std::fs::remove_dir_all(self.data.path().join("blobs"))?)
    }

    fn run(&self, words: &[&str], file: &Path) -> Result<(), Failure> {
        self.ended(self.command(words[0])?.args(&words[1..]).arg(file).status()?, &words.join(" "))
    }

    fn ended(&self, how: ExitStatus, words: &str) -> Result<(), Failure> {
        if how.success() { Ok(()) } else { Err(Failure::said(format!("pem2 {words}: {how}\n{}", self.log()))) }
    }

    /// From the next start on it serves the app in this folder.
    pub fn serve_from(&mut self, dist: &Path) {
        self.dist = Some(dist.to_owned());
    }

    fn command(&self, name: &str) -> Result<Command, Failure> {
        let log = || File::options().create(true).append(true).open(self.data.path().join("output"));
        let mut command = Command::new(&self.program);
        command.arg(name).arg("--data").arg(self.data.path());
        // Whoever runs the tests may have settings for a server of their own.
        for name in ["DATABASE_URL", "PEM2_S3_ENDPOINT", "PEM2_DIST", "PEM2_SECRET"] {
            command.env_remove(name);
        }
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(log()?).stderr(log()?);
        Ok(command)
    }

    /// The last lines that it wrote.
    fn log(&self) -> String {
        let text = std::fs::read_to_string(self.data.path().join("output")).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines.get(lines.len().saturating_sub(20)..).unwrap_or_default().join("\n")
    }
}

/// Named by `PEM2_SERVER_BIN`; else what `cargo build --release -p server` has built.
fn program() -> Result<PathBuf, Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let built = || root.join("target/release/pem2");
    let program = std::env::var_os("PEM2_SERVER_BIN").map_or_else(built, PathBuf::from);
    if program.exists() {
        Ok(program)
    } else {
        Err(Failure::said(format!("there is no {}: `cargo xtask test e2e` builds it", program.display())))
    }
}
