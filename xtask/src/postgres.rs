//! A PostgreSQL of our own, for the time of tests and benches.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{command, is_root, run, which};
use crate::files::make_folder;
use crate::{Failure, port};

/// A running cluster. Stopped and removed when dropped.
pub struct Postgres {
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
}

/// Whether a commit waits for the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    /// As in production.
    WaitedFor,
    /// Tests that come and go.
    Ignored,
}

/// Starts a fresh cluster.
pub fn start(disk: Disk) -> Result<Postgres, Failure> {
    let programs = programs().ok_or("PostgreSQL's initdb is nowhere: run `cargo xtask setup`")?;
    // In the system's temporary folder: the user `postgres` may not look into a home.
    let folder = std::env::temp_dir().join(format!("pem2-postgres-{}", std::process::id()));
    make_folder(&folder)?;
    if is_root() {
        run(command("chown").arg("postgres").arg(&folder))?;
    }
    let port = port::free()?;
    let cluster = Postgres { folder, programs, port };
    let data = cluster.folder.join("data");
    run(cluster.call("initdb").arg("-D").arg(&data).args(["-U", "pem2", "-A", "trust", "-E", "UTF8", "--no-sync"]))?;
    let fsync = if disk == Disk::WaitedFor { "on" } else { "off" };
    let folder = cluster.folder.display();
    let options =
        format!("-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync={fsync} -c max_connections=200");
    let log = cluster.folder.join("log");
    run(cluster.call("pg_ctl").args(["start", "-w", "-s", "-D"]).arg(&data).arg("-l").arg(log).args(["-o", &options]))?;
    Ok(cluster)
}

impl Postgres {
    /// Tells the tests where it is.
    pub fn tell(&self, command: &mut Command) {
        command.env("PEM2_TEST_POSTGRES_URL", self.url());
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("postgres://pem2@127.0.0.1:{}/postgres", self.port)
    }

    /// One of its programs; as another user when this is root, whom it refuses.
    fn call(&self, program: &str) -> Command {
        let path = self.programs.join(program);
        let mut call = if is_root() {
            let mut call = command("runuser");
            call.args(["-u", "postgres", "--"]).arg(path);
            call
        } else {
            command(path)
        };
        call.current_dir(&self.folder);
        call
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.join("data");
        drop(run(self.call("pg_ctl").args(["stop", "-s", "-m", "immediate", "-D"]).arg(data)));
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// Debian keeps them off the PATH, one folder a version.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        versions.map(|v| v.path().join("bin")).filter(|p| p.join("initdb").exists()).collect();
    folders.sort();
    folders.pop().or_else(|| which("initdb").and_then(|p| p.parent().map(Path::to_path_buf)))
}
