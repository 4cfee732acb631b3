//! Why a measurement could not be made.

/// In words for the person at the terminal.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A program, a file or a socket.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// What came back is not what was asked for.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A request outside of the measurement.
    #[error(transparent)]
    Http(#[from] Box<ureq::Error>),
    /// The people of a morning.
    #[error(transparent)]
    Goose(#[from] Box<goose::GooseError>),
    /// Anything else.
    #[error("{0}")]
    Said(String),
}

impl From<ureq::Error> for Failure {
    fn from(error: ureq::Error) -> Self {
        Self::Http(Box::new(error))
    }
}

impl From<goose::GooseError> for Failure {
    fn from(error: goose::GooseError) -> Self {
        Self::Goose(Box::new(error))
    }
}

/// A setting that `cargo xtask bench server` hands over.
pub fn setting(name: &str) -> Result<String, Failure> {
    std::env::var(name).map_err(|_| Failure::Said(format!("{name} is not set: run `cargo xtask bench server`")))
}
