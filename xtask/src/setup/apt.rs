//! Debian's packages: browsers, their drivers, PostgreSQL.

use std::process::Command;
use std::sync::Once;

use super::report;
use crate::Failure;
use crate::command::{command, read, run, succeeds, which};

/// A package, and a program or file by which its presence is seen.
pub struct Package {
    /// What it is for.
    pub tool: &'static str,
    /// Programs of which one must be on the PATH, or absolute paths of which one must exist.
    pub seen_by: &'static [&'static str],
    /// The names of the packages.
    pub packages: &'static [&'static str],
}

/// What the tests need.
pub const FOR_TESTING: [Package; 5] = [
    Package { tool: "Chromium", seen_by: &["chromium", "google-chrome"], packages: &["chromium"] },
    Package { tool: "chromedriver", seen_by: &["chromedriver"], packages: &["chromium-driver"] },
    Package { tool: "Firefox", seen_by: &["firefox-esr", "firefox"], packages: &["firefox-esr"] },
    Package {
        tool: "WebKit and its driver",
        seen_by: &["WebKitWebDriver"],
        packages: &["webkit2gtk-driver", "xvfb", "xauth", "fonts-liberation"],
    },
    Package {
        tool: "PostgreSQL",
        seen_by: &["/usr/lib/postgresql/17/bin/initdb", "/usr/lib/postgresql/15/bin/initdb", "initdb"],
        packages: &["postgresql"],
    },
];

/// Installs the packages that are not there.
pub fn install(packages: &[Package]) -> Result<(), Failure> {
    for package in packages {
        if package.seen_by.iter().any(|name| is_there(name)) {
            report(package.tool, "present");
            continue;
        }
        fetch(package.packages)?;
        report(package.tool, "installed from Debian's packages");
    }
    Ok(())
}

/// Installs packages by name.
pub fn fetch(names: &[&str]) -> Result<(), Failure> {
    if which("apt-get").is_none() {
        return Err(format!("please install by hand, this machine has no apt: {}", names.join(", ")));
    }
    static UPDATED: Once = Once::new();
    let mut updated = Ok(());
    UPDATED.call_once(|| updated = run(as_root().args(["apt-get", "update", "-q"])));
    updated?;
    run(as_root().args(["apt-get", "install", "-y", "-q", "--no-install-recommends"]).args(names))
}

/// `sudo` when this is not root, and no questions in either case.
fn as_root() -> Command {
    let is_root = read(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut program = command(if is_root { "env" } else { "sudo" });
    program.arg("DEBIAN_FRONTEND=noninteractive");
    program
}

fn is_there(name: &str) -> bool {
    if name.starts_with('/') { std::path::Path::new(name).exists() } else { which(name).is_some() }
}

/// Whether Debian's packages can be asked for at all.
pub fn is_debian() -> bool {
    which("apt-get").is_some() && succeeds(command("dpkg").arg("--version"))
}
