//! Our sync beside PouchDB, RxDB and Yjs. `tests/e2e/src/bin/sync` starts their servers, drives the pages and counts.

use std::path::{Path, PathBuf};

use crate::command::{command, root, run};
use crate::files::{make_folder, name_in, read, walk, write};
use crate::{Failure, setup};

/// Packages of the peers and what they need, always the newest.
const NEWEST: [&str; 16] = [
    "pouchdb",
    "pouchdb-browser",
    "pouchdb-adapter-indexeddb",
    "pouchdb-adapter-memory",
    "express-pouchdb",
    "events",
    "rxdb",
    "rxjs",
    "dexie",
    "yjs",
    "y-indexeddb",
    "y-websocket",
    "ws",
    "flexsearch",
    "minisearch",
    "esbuild",
];
/// The newest of y-websocket's server that goes with the newest Yjs: later ones are for a Yjs that is not out yet.
const YJS_SERVER: &str = "@y/websocket-server@0.1.1";
/// The peers' modules for their pages.
const PAGES: [&str; 4] = ["pouchdb.js", "rxdb.js", "yjs.js", "search.js"];

/// `cargo xtask bench sync [--only PART]`
pub fn sync(args: &[String]) -> Result<(), Failure> {
    setup::for_benches()?;
    // A folder of their own: npm takes away what it was not asked for.
    let peers = root().join("target/bench/sync-peers");
    make_folder(&peers)?;
    let mut npm = command("npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts"]);
    // RxDB names a package of every framework and database that it can work with.
    npm.args(["--legacy-peer-deps", "--prefix"]).arg(&peers);
    npm.args(NEWEST.map(|package| format!("{package}@latest"))).arg(YJS_SERVER);
    run(&mut npm)?;
    let (servers, page) = (peers.join("sync"), root().join("target/bench/sync-page"));
    put_together(&peers, &servers, &page)?;
    super::in_a_browser("sync", args, &[("PEM2_SYNC_SERVERS", &servers), ("PEM2_SYNC_PAGE", &page)])
}

/// Servers beside the packages that they load, and pages with theirs in them.
fn put_together(peers: &Path, servers: &Path, page: &Path) -> Result<(), Failure> {
    for folder in [servers, page] {
        std::fs::remove_dir_all(folder).ok();
        make_folder(folder)?;
    }
    let sources = root().join("tests/e2e/pages/sync");
    for path in walk(&sources) {
        let to = if path.extension().is_some_and(|ending| ending == "html") { page } else { servers };
        write(&to.join(name_in(&sources, &path)), read(&path)?)?;
    }
    let entries: Vec<PathBuf> = PAGES.iter().map(|name| servers.join(name)).collect();
    let mut esbuild = command("node");
    esbuild.arg(peers.join("node_modules/esbuild/bin/esbuild")).args(entries);
    esbuild.args(["--bundle", "--minify", "--format=esm", "--define:global=globalThis", "--log-level=warning"]);
    run(esbuild.arg(format!("--outdir={}", page.display())))
}
