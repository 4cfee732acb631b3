//! A Redis of our own, for the time of the tests.

use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::command::command;
use crate::{Failure, port};

/// A running Redis, which writes nothing to the disk. Stopped when dropped.
pub struct Redis {
    child: Child,
    port: u16,
}

/// Starts an empty one.
pub fn start() -> Result<Redis, Failure> {
    let port = port::free()?;
    let child = command("redis-server")
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("redis-server: {e}"))?;
    let mut redis = Redis { child, port };
    let started = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if started.elapsed() > Duration::from_secs(10) || redis.child.try_wait().is_ok_and(|s| s.is_some()) {
            return Err("redis-server does not answer".to_owned());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(redis)
}

impl Redis {
    /// Tells the tests where it is.
    pub fn tell(&self, command: &mut Command) {
        command.env("PEM2_TEST_REDIS_URL", format!("redis://127.0.0.1:{}", self.port));
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
