//! The demonstration company, made once a run: a server starts from a copy.
//!
//! Never here: a server that runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::Failure;

/// What the names of the folders begin with.
const PREFIX: &str = "pem2-e2e-seeded-";
/// A run does not last so long: what is older was left behind.
const LEFT: Duration = Duration::from_secs(3 * 3600);

/// The folders of this run, by what was asked of `pem2 seed`.
static MADE: Mutex<Vec<(Vec<String>, PathBuf)>> = Mutex::new(Vec::new());

/// Copies the company that `program` seeds with these arguments into `to`.
pub fn copy_into(to: &Path, program: &Path, arguments: &[&str]) -> Result<(), Failure> {
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let known = made.iter().find(|(known, _)| known == arguments).map(|(_, folder)| folder.clone());
    let folder = match known {
        Some(folder) => folder,
        None => {
            remove_what_was_left();
            let folder = std::env::temp_dir().join(format!("{PREFIX}{}-{}", std::process::id(), made.len()));
            seed(&folder, program, arguments)?;
            made.push((arguments.iter().map(|one| (*one).to_owned()).collect(), folder.clone()));
            folder
        }
    };
    copy(&folder, to)
}

fn seed(folder: &Path, program: &Path, arguments: &[&str]) -> Result<(), Failure> {
    let mut command = Command::new(program);
    for name in ["DATABASE_URL", "PEM2_S3_ENDPOINT", "PEM2_SECRET"] {
        command.env_remove(name);
    }
    command.args(["seed", "--data"]).arg(folder).arg("--demo").args(arguments);
    let done = command.stdin(Stdio::null()).output()?;
    if done.status.success() {
        Ok(())
    } else {
        Err(Failure::said(format!("pem2 seed: {}\n{}", done.status, String::from_utf8_lossy(&done.stderr))))
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

/// A run that ends cannot know that it is the last to need a folder.
fn remove_what_was_left() {
    let Ok(entries) = fs::read_dir(std::env::temp_dir()) else { return };
    let now = SystemTime::now();
    for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let age = entry.metadata().and_then(|about| about.modified()).ok().and_then(|at| now.duration_since(at).ok());
        if age.is_some_and(|age| age > LEFT) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}
