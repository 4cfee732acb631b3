//! The next build of the app: what a server serves, copied file by file, under another build's name.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::pictures::hash;
use crate::{Failure, Server};

/// The mark before the list of files in sw.js.
const MARK: &str = "const BUILD = /*PRECACHE*/ ";

/// A folder to serve, removed with this.
pub struct SecondBuild {
    folder: TempDir,
    /// Its identifier.
    pub build: String,
}

impl SecondBuild {
    /// Copies what `server` serves, by the list in its service worker: the files are the same but for the page and the
    /// worker, as after a change of one word.
    pub async fn of(server: &Server) -> Result<Self, Failure> {
        let folder = TempDir::with_prefix("pem2-second-build-")?;
        let worker = String::from_utf8_lossy(&fetch(server, "/sw.js").await?).into_owned();
        let (list, start, end) = list(&worker)?;
        let first = list["build"].as_str().unwrap_or_default().to_owned();
        let build = format!("{first}2");
        let mut files = list["files"].as_array().cloned().unwrap_or_default();
        for file in &mut files {
            let url = file["url"].as_str().unwrap_or_default().to_owned();
            let mut bytes = fetch(server, &url).await?;
            if url == "/" {
                bytes = rename(&bytes, &first, &build)?;
                file["sha256"] = json!(hash(&bytes));
            }
            keep(folder.path(), if url == "/" { "index.html" } else { url.trim_start_matches('/') }, &bytes)?;
        }
        let list = json!({ "build": build, "files": files });
        let worker = format!("{}{list}{}", &worker[..start], &worker[end..]);
        keep(folder.path(), "sw.js", worker.as_bytes())?;
        Ok(Self { folder, build })
    }

    /// Takes the page away, as a server does that is in the middle of an update; what it was.
    pub fn lose_page(&self) -> Result<Vec<u8>, Failure> {
        let page = self.folder().join("index.html");
        let bytes = fs::read(&page)?;
        fs::write(&page, "<!doctype html><title>Back soon</title>")?;
        Ok(bytes)
    }

    /// Puts it back.
    pub fn mend_page(&self, bytes: &[u8]) -> Result<(), Failure> {
        keep(self.folder(), "index.html", bytes)
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// The list in the worker, and where it stands.
fn list(worker: &str) -> Result<(Value, usize, usize), Failure> {
    let start = worker.find(MARK).ok_or_else(|| Failure::said("sw.js has no list of files"))? + MARK.len();
    let mut values = serde_json::Deserializer::from_str(&worker[start..]).into_iter::<Value>();
    match values.next() {
        Some(Ok(list)) if list.is_object() => Ok((list, start, start + values.byte_offset())),
        _ => Err(Failure::said("sw.js has an empty list of files: this app was not built by `cargo xtask`")),
    }
}

/// The page, saying that it is of the new build.
fn rename(page: &[u8], first: &str, build: &str) -> Result<Vec<u8>, Failure> {
    let page = String::from_utf8_lossy(page);
    let old = format!("content=\"{first}\"");
    if !page.contains(&old) {
        return Err(Failure::said(format!("the page does not say that it is of build {first}")));
    }
    Ok(page.replace(&old, &format!("content=\"{build}\"")).into_bytes())
}

async fn fetch(server: &Server, path: &str) -> Result<Vec<u8>, Failure> {
    let answer = reqwest::get(format!("{}{path}", server.address())).await?;
    Ok(answer.error_for_status()?.bytes().await?.to_vec())
}

fn keep(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    let path = folder.join(name);
    if let Some(above) = path.parent() {
        fs::create_dir_all(above)?;
    }
    Ok(fs::write(path, bytes)?)
}
