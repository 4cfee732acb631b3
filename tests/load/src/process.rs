//! A program that runs for the time of a measurement, with all that it started.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

use crate::failure::Failure;

/// Ended when dropped.
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts it in a group of its own.
    pub fn start(command: &mut Command) -> Result<Self, Failure> {
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).process_group(0).spawn()?;
        Ok(Self { child })
    }

    /// What it and all its children hold in memory at their largest together, in MiB: the sum of what each held at most.
    pub fn peak_mib(&self) -> f64 {
        let group = self.child.id().to_string();
        let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let of_group = all.filter(|entry| {
            let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
            // pid (name) state ppid pgrp …
            stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(2)) == Some(group.as_str())
        });
        let kib: f64 = of_group.map(|entry| peak_kib(&entry.path().join("status"))).sum();
        kib / 1024.0
    }
}

fn peak_kib(status: &std::path::Path) -> f64 {
    let text = std::fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|n| n.parse().ok()).unwrap_or(0.0)
}

impl Drop for Process {
    fn drop(&mut self) {
        // Its children too.
        let group = format!("-{}", self.child.id());
        Command::new("kill").args(["-TERM", "--", &group]).status().ok();
        for _ in 0..100 {
            if self.child.try_wait().is_ok_and(|status| status.is_some()) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        Command::new("kill").args(["-KILL", "--", &group]).status().ok();
        self.child.wait().ok();
    }
}

/// A port that nobody listens on.
pub fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
