//! What can go wrong while a picture is made or a corpus is read.
//!
//! Never here: a decision what to do about it.

use std::path::PathBuf;

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text does not fit the symbology.
    #[error("{text:?} cannot be written: {reason}")]
    Text {
        /// What should have been written.
        text: String,
        /// Why it was not.
        reason: String,
    },
    /// The modules do not fill their rectangle.
    #[error("{cells} modules do not make {width} x {height}")]
    Cells {
        /// How many there are.
        cells: usize,
        /// Modules in a row.
        width: usize,
        /// Rows.
        height: usize,
    },
    /// A recipe, a clip or a series of cases that makes no picture.
    #[error("{0}")]
    Recipe(&'static str),
    /// The JPEG coder.
    #[error(transparent)]
    Image(#[from] image::ImageError),
    /// The place that a film is written to.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A file of a corpus cannot be read.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The list of a corpus is none.
    #[error("{}: {source}", path.display())]
    List {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it, and where.
        source: serde_json::Error,
    },
}

impl Error {
    pub(crate) fn text(text: &str, reason: impl ToString) -> Self {
        Self::Text { text: text.to_owned(), reason: reason.to_string() }
    }
}
