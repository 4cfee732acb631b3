//! A real S3 endpoint over HTTP, for the time of the tests.

use std::fs;
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::command::command;
use crate::files::make_folder;
use crate::{Failure, port};

const BUCKET: &str = "pem2-test";
const KEY: &str = "pem2-test-key";
const SECRET: &str = "pem2-test-secret";

/// A running endpoint. Stopped and removed when dropped.
pub struct S3 {
    child: Child,
    folder: PathBuf,
    port: u16,
}

/// Starts an endpoint with an empty bucket.
pub fn start() -> Result<S3, Failure> {
    let folder = std::env::temp_dir().join(format!("pem2-s3-{}", std::process::id()));
    make_folder(&folder.join(BUCKET))?;
    let port = port::free()?;
    let child = command("s3s-fs")
        .args(["--access-key", KEY, "--secret-key", SECRET, "--host", "127.0.0.1", "--port", &port.to_string()])
        .arg(&folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("s3s-fs: {e}"))?;
    let mut endpoint = S3 { child, folder, port };
    let started = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if started.elapsed() > Duration::from_secs(10) || endpoint.child.try_wait().is_ok_and(|s| s.is_some()) {
            return Err("s3s-fs does not answer".to_owned());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(endpoint)
}

impl S3 {
    /// Tells the tests where it is.
    pub fn tell(&self, command: &mut Command) {
        command
            .env("PEM2_TEST_S3_ENDPOINT", format!("http://127.0.0.1:{}", self.port))
            .env("PEM2_TEST_S3_BUCKET", BUCKET)
            .env("PEM2_TEST_S3_KEY", KEY)
            .env("PEM2_TEST_S3_SECRET", SECRET);
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}
