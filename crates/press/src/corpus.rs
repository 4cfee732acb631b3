//! A corpus on the disk: pictures with one known code, or with none, and the list of them.
//!
//! Never here: reading a code, or how well somebody reads.

use std::path::Path;

use domain::barcode::expand_upc_e;
use serde::Deserialize;

use crate::Error;

/// One picture, as `manifest.json` lists it.
#[derive(Clone, Debug, Deserialize)]
pub struct Entry {
    /// The file, below the manifest.
    pub file: String,
    /// `code` or `empty`.
    pub kind: String,
    /// The family of the code, by the name that people know.
    #[serde(default)]
    pub format: Option<String>,
    /// What is to be read.
    #[serde(default)]
    pub text: Option<String>,
}

/// Reads `folder/manifest.json`.
pub fn entries(folder: &Path) -> Result<Vec<Entry>, Error> {
    let text = std::fs::read_to_string(folder.join("manifest.json"))?;
    serde_json::from_str(&text).map_err(|why| Error::Io(why.into()))
}

/// What counts as the same content: group separators are a matter of presentation, UPC-A is EAN-13 with a leading zero,
/// UPC-E the UPC-A that it abbreviates, and of Codabar's start and stop letters some of the known texts have them and some
/// not.
pub fn plain(format: &str, text: &str) -> String {
    let mut text: String = text.chars().filter(|&c| c != '\u{1d}').collect();
    if format == "UPC-E" {
        text = expand_upc_e(&text).unwrap_or(text);
    }
    if format == "Codabar" {
        return text.trim_matches(|c| ('A'..='D').contains(&c)).to_owned();
    }
    match text.strip_prefix('0') {
        Some(rest) if rest.len() == 12 && rest.bytes().all(|b| b.is_ascii_digit()) => rest.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn one_content_is_the_same_however_a_reader_writes_it() {
        assert_eq!(plain("UPC-A", "0400880000600"), "400880000600");
        assert_eq!(plain("UPC-E", "04252614"), plain("UPC-E", "0042100005264"));
        assert_eq!(plain("Codabar", "A40156B"), "40156");
        assert_eq!(plain("Code 128", "01\u{1d}10"), "0110");
    }
}
