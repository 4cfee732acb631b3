//! Debian's packages: browsers, their drivers, PostgreSQL, Redis, a reader of HEIC, what reads the files for deployment.

use std::fs;
use std::sync::OnceLock;

use super::report;
use crate::Failure;
use crate::command::{as_root, run, which};

/// Something that comes as a Debian package, and how its presence is seen.
pub struct Package {
    /// What it is.
    tool: &'static str,
    /// Programs of which one must be on the PATH, or absolute paths of which one must exist; `*` is any folder.
    seen_by: &'static [&'static str],
    /// The names of the packages.
    packages: &'static [&'static str],
}

/// Three engines and their drivers.
pub const FOR_BROWSERS: [Package; 5] = [
    Package { tool: "Chromium", seen_by: &["chromium", "google-chrome"], packages: &["chromium"] },
    Package { tool: "chromedriver", seen_by: &["chromedriver"], packages: &["chromium-driver"] },
    Package { tool: "Firefox", seen_by: &["firefox-esr", "firefox"], packages: &["firefox-esr"] },
    Package {
        tool: "WebKit and its driver",
        seen_by: &["WebKitWebDriver"],
        packages: &["webkit2gtk-driver", "fonts-liberation"],
    },
    Package { tool: "a screen for WebKit", seen_by: &["Xvfb"], packages: &["xvfb", "xauth"] },
];

/// A database server, what servers can share limits in, and what the server makes pictures of an iPhone's HEIC with.
pub const FOR_SERVER_TESTS: [Package; 3] = [
    Package { tool: "PostgreSQL", seen_by: &["/usr/lib/postgresql/*/bin/initdb", "initdb"], packages: &["postgresql"] },
    Package { tool: "Redis", seen_by: &["redis-server"], packages: &["redis-server"] },
    Package { tool: "heif-convert", seen_by: &["heif-convert", "heif-dec"], packages: &["libheif-examples"] },
];

/// A load generator, and where the peer's packages are installed.
pub const FOR_LOAD: [Package; 2] = [
    Package { tool: "wrk", seen_by: &["wrk"], packages: &["wrk"] },
    Package { tool: "Python", seen_by: &["python3"], packages: &["python3", "python3-venv"] },
];

/// What reads the files in `deploy/`.
pub const FOR_DEPLOYING: [Package; 6] = [
    Package { tool: "ShellCheck", seen_by: &["shellcheck"], packages: &["shellcheck"] },
    Package { tool: "Caddy", seen_by: &["caddy"], packages: &["caddy"] },
    Package { tool: "systemd-analyze", seen_by: &["systemd-analyze"], packages: &["systemd"] },
    Package { tool: "curl", seen_by: &["curl"], packages: &["curl"] },
    Package { tool: "Debian's Python", seen_by: &["/usr/bin/python3"], packages: &["python3"] },
    Package {
        tool: "YAML for Python",
        seen_by: &["/usr/lib/python3/dist-packages/yaml/__init__.py"],
        packages: &["python3-yaml"],
    },
];

/// What fetches wasm-opt, and the peers of a bench.
pub const NPM: [Package; 1] = [Package { tool: "npm", seen_by: &["npm"], packages: &["npm"] }];

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
    static UPDATED: OnceLock<Result<(), Failure>> = OnceLock::new();
    if which("apt-get").is_none() {
        return Err(format!("this machine has no apt: please install by hand what Debian calls {}", names.join(", ")));
    }
    UPDATED.get_or_init(|| run(as_root("apt-get").args(["update", "-q"]))).clone()?;
    let quiet = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", "--no-install-recommends"];
    run(as_root("env").args(quiet).args(names))
}

fn is_there(name: &str) -> bool {
    match name.split_once("/*/") {
        Some((above, below)) => {
            fs::read_dir(above).is_ok_and(|folders| folders.flatten().any(|folder| folder.path().join(below).exists()))
        }
        None => which(name).is_some(),
    }
}
