//! Why a test could not go on.

use std::fmt;

use thirtyfour::error::WebDriverError;

/// Why a test could not go on. Shown as words, also where Rust asks for `Debug`: that is what a failed test prints.
#[derive(thiserror::Error)]
pub enum Failure {
    /// Something did not happen in time.
    #[error("waited {seconds} s for {what}{seen}")]
    Waited {
        /// For what.
        what: String,
        /// For how long.
        seconds: u64,
        /// What there was instead.
        seen: String,
    },
    /// The browser or its driver.
    #[error("browser: {0}")]
    Browser(#[from] WebDriverError),
    /// The server, asked directly.
    #[error("server: {0}")]
    Server(#[from] reqwest::Error),
    /// A file or a process.
    #[error("system: {0}")]
    System(#[from] std::io::Error),
    /// JSON that is not what it should be.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A picture or a film for the camera.
    #[error("picture: {0}")]
    Picture(#[from] press::Error),
    /// Anything else, in words.
    #[error("{0}")]
    Other(String),
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Failure {
    /// A failure in words.
    pub fn said(words: impl Into<String>) -> Self {
        Self::Other(words.into())
    }

    /// Whether it may pass by itself: the page is just being redrawn, or the thing is not there yet.
    pub fn may_pass(&self) -> bool {
        use thirtyfour::error::WebDriverErrorInner as Inner;
        match self {
            Self::Browser(error) => matches!(
                error.as_inner(),
                Inner::NotFound(..)
                    | Inner::NoSuchElement(_)
                    | Inner::StaleElementReference(_)
                    | Inner::ElementClickIntercepted(_)
                    | Inner::ElementNotInteractable(_)
                    | Inner::InvalidElementState(_)
                    | Inner::MoveTargetOutOfBounds(_)
                    | Inner::JavascriptError(_)
                    | Inner::UnknownError(_)
            ),
            _ => false,
        }
    }
}
