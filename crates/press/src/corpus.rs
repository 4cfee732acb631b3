//! A corpus on the disk: pictures with one known code, or with none, and the list of them.
//!
//! Never here: reading a code, or how well somebody reads.

use std::path::Path;

use domain::barcode::expand_upc_e;
use serde::{Deserialize, Serialize};

use crate::Error;

/// One picture, as `manifest.json` lists it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Entry {
    /// The file, below the manifest.
    pub file: String,
    /// Whether there is a code in it.
    pub kind: Content,
    /// The family of the code, by the name that people know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// What is to be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What a picture of a corpus shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    /// One code.
    Code,
    /// Something without a code.
    Empty,
}

/// Reads `folder/manifest.json`.
pub fn entries(folder: &Path) -> Result<Vec<Entry>, Error> {
    let path = folder.join("manifest.json");
    match std::fs::read(&path) {
        Ok(list) => serde_json::from_slice(&list).map_err(|source| Error::List { path, source }),
        Err(source) => Err(Error::File { path, source }),
    }
}

/// What counts as the same content: group separators around it are a matter of presentation, UPC-A is EAN-13 with a leading
/// zero, UPC-E the UPC-A that it abbreviates, and of Codabar's start and stop letters some of the known texts have them and
/// some not.
pub fn plain(format: &str, text: &str) -> String {
    let text = text.trim_matches('\u{1d}');
    match format {
        "UPC-E" => without_zero(&expand_upc_e(text).unwrap_or_else(|| text.to_owned())).to_owned(),
        "EAN-13" | "UPC-A" => without_zero(text).to_owned(),
        "Codabar" => text.trim_matches(|c| ('A'..='D').contains(&c)).to_owned(),
        _ => text.to_owned(),
    }
}

/// The twelve digits of a UPC-A that is written as thirteen.
fn without_zero(text: &str) -> &str {
    let is_upc = |rest: &&str| rest.len() == 12 && rest.bytes().all(|b| b.is_ascii_digit());
    text.strip_prefix('0').filter(is_upc).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn one_content_is_the_same_however_a_reader_writes_it() {
        assert_eq!(plain("UPC-A", "0400880000600"), "400880000600");
        assert_eq!(plain("UPC-E", "04252614"), plain("UPC-E", "0042100005264"));
        assert_eq!(plain("Codabar", "A40156B"), "40156");
        assert_eq!(plain("Code 128", "\u{1d}10A\u{1d}"), "10A");
    }

    #[test]
    fn another_content_is_another() {
        assert_eq!(plain("Code 128", "0400880000600"), "0400880000600", "a zero of a text is a part of it");
        assert_eq!(plain("Data Matrix", "10A\u{1d}21B"), "10A\u{1d}21B", "a separator ends an element");
    }

    #[test]
    fn an_entry_is_read_as_it_is_written() {
        let list = r#"[{"file":"a.png","kind":"code","format":"QR","text":"A"},{"file":"b.png","kind":"empty"}]"#;
        let entries: Vec<Entry> = serde_json::from_str(list).unwrap();
        assert_eq!((entries[0].kind, entries[1].kind), (Content::Code, Content::Empty));
        assert_eq!(serde_json::to_string(&entries).unwrap(), list);
    }

    #[test]
    fn a_corpus_that_is_missing_or_broken_is_named() {
        let folder = std::env::temp_dir().join(format!("press-corpus-{}", std::process::id()));
        let path = folder.join("manifest.json");
        let missing = entries(&folder).unwrap_err();
        assert!(matches!(&missing, Error::File { path: named, .. } if *named == path), "{missing}");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(&path, r#"[{"file":"a.png","kind":"cod"}]"#).unwrap();
        let broken = entries(&folder).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(matches!(&broken, Error::List { path: named, .. } if *named == path), "{broken}");
    }
}
