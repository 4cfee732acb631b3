//! The build, beside the tests that need nothing of it: its linker keeps one core busy for minutes, and they leave the
//! other one idle.

use std::fs::File;
use std::process::{Child, Command, Stdio};

use crate::Failure;
use crate::command::root;
use crate::files::{make_folder, read_text};

/// A build that has begun.
pub struct Build {
    child: Child,
}

/// Where it writes what it prints, under the root.
const LOG: &str = "target/build.log";

impl Build {
    /// Begins. Tools have to be there.
    pub fn begin() -> Result<Self, Failure> {
        let log = root().join(LOG);
        make_folder(&root().join("target"))?;
        let said = |why: std::io::Error| format!("{}: {why}", log.display());
        let file = File::create(&log).map_err(said)?;
        let mut build = Command::new(std::env::current_exe().map_err(said)?);
        build.arg("build").stdin(Stdio::null());
        build.stdout(file.try_clone().map_err(said)?).stderr(file);
        println!("the build has begun; it prints to {LOG}");
        Ok(Self { child: build.spawn().map_err(said)? })
    }

    /// Waits for its end and shows what it printed.
    pub fn end(mut self) -> Result<(), Failure> {
        let status = self.child.wait().map_err(|e| e.to_string())?;
        println!("{}", read_text(&root().join(LOG))?);
        if status.success() { Ok(()) } else { Err("the build failed, see above".to_owned()) }
    }
}
