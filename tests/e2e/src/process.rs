//! Programs that a test starts, and their sudden end.

use std::collections::HashMap;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command};

use rustix::process::{Pid, Signal, kill_process};

use crate::Failure;

/// A program that runs until it is killed, at the latest when this is dropped.
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Self, Failure> {
        let child =
            command.spawn().map_err(|error| Failure::said(format!("{}: {error}", command.get_program().display())))?;
        Ok(Self { child })
    }

    /// Whether it still runs.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends it and everything it started, at once and without a word: nothing is written down any more.
    pub fn kill(&mut self) {
        for pid in family(self.child.id()) {
            // One that has ended by itself needs no end.
            let _ = kill_process(pid, Signal::KILL);
        }
        drop(self.child.wait());
    }

    /// Asks it to end, and waits until it has.
    pub fn stop(&mut self) {
        if let Some(pid) = pid(self.child.id()) {
            let _ = kill_process(pid, Signal::TERM);
        }
        drop(self.child.wait());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A port that nobody listens to just now.
pub fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn pid(id: u32) -> Option<Pid> {
    i32::try_from(id).ok().and_then(Pid::from_raw)
}

/// The process and all that come from it, parents first: none of them can start another one unseen.
fn family(first: u32) -> Vec<Pid> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for (id, parent) in fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|entry| {
        let id: u32 = entry.file_name().to_str()?.parse().ok()?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        // "17 (name) S 4 …": the name may hold anything, so the parent is looked for after its last bracket.
        let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
        Some((id, parent))
    }) {
        children.entry(parent).or_default().push(id);
    }
    let mut found = vec![first];
    let mut next = 0;
    while let Some(&id) = found.get(next) {
        found.extend(children.remove(&id).unwrap_or_default());
        next += 1;
    }
    found.into_iter().filter_map(pid).collect()
}
