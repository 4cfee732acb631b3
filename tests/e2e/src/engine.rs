//! The three browser engines, each behind its driver.

mod chromium;
mod firefox;
mod webkit;

use std::path::{Path, PathBuf};
use std::process::Command;

use thirtyfour::Capabilities;

use crate::Failure;

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chrome's and Edge's.
    Chromium,
    /// Firefox's.
    Firefox,
    /// Safari's: the nearest thing to an iPhone that runs here.
    WebKit,
}

/// How a browser is set up.
#[derive(Clone, Debug, Default)]
pub struct SetUp {
    /// What its camera sees. Chromium only.
    pub film: Option<PathBuf>,
    /// The person wants little motion: what moves after one tap does not cost time in the next. Chromium only.
    pub calm: bool,
}

impl SetUp {
    /// A browser whose camera sees `film`.
    pub fn filming(film: PathBuf) -> Self {
        Self { film: Some(film), ..Self::default() }
    }
}

impl Engine {
    /// The call that starts its driver.
    pub(crate) fn driver(self, port: u16, profile: &Path) -> Result<Command, Failure> {
        Ok(match self {
            Self::Chromium => chromium::driver(port),
            Self::Firefox => firefox::driver(port)?,
            Self::WebKit => webkit::driver(port, profile),
        })
    }

    /// What the driver is asked for.
    pub(crate) fn capabilities(self, profile: &Path, set_up: &SetUp) -> Result<Capabilities, Failure> {
        match self {
            Self::Chromium => chromium::capabilities(profile, set_up),
            Self::Firefox => firefox::capabilities(profile),
            Self::WebKit => webkit::capabilities(),
        }
    }
}
