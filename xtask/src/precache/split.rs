//! Cuts the app's program in two. The first part is what the first screen needs; the second is loaded behind it. Which is
//! which is said in the app's own source (`#[wasm_split]`); the cut is made here, between the linker and wasm-bindgen,
//! where Trunk has no hook: so wasm-bindgen and wasm-opt run here once more, on the parts.

use std::fs;
use std::path::{Path, PathBuf};

use wasm_split_cli_support::{Options, transform};

use super::page::Page;
use crate::Failure;
use crate::build::target;
use crate::command::{command, run};
use crate::files::{make_folder, read, read_text, sha256, write};
use crate::toolchain::WASM;

/// The program, as cargo and Trunk name it.
const APP: &str = "pem2-app";
/// What the linked program may use: what all three engines have had for years.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-sign-ext",
    "--enable-mutable-globals",
];
/// The files of the program before they have a hash, and the ends of their names when they have one.
const PARTS: [(&str, &str); 4] =
    [("app.js", ".js"), ("app_bg.wasm", "_bg.wasm"), ("split.js", "_split.js"), ("split_second.wasm", "_second.wasm")];

/// Puts the two parts where Trunk put the whole. A second time finds nothing to do.
pub fn in_two(dist: &Path, page: &mut Page) -> Result<(), Failure> {
    let (Some(js), Some(wasm)) = (page.attribute("data-js"), page.attribute("data-wasm")) else {
        return Err("the page names no program".to_owned());
    };
    if !js.starts_with(APP) {
        return Ok(());
    }
    let parts = cut()?;
    let stem = format!("app-{}", hash(&parts)?);
    let named = |ending: &str| format!("{stem}{ending}");
    for (file, ending) in PARTS {
        let to = dist.join(named(ending));
        if file.ends_with(".js") {
            write(&to, renamed(file, &read_text(&parts.join(file))?, named)?)?;
        } else {
            write(&to, read(&parts.join(file))?)?;
        }
    }
    page.rename(&js, &named(".js"));
    page.rename(&wasm, &named("_bg.wasm"));
    // Both scripts are on their way at once.
    page.preload_module(&named("_split.js"))?;
    page.add_attribute("data-wasm", "data-second", &named("_second.wasm"))?;
    for old in [js, wasm] {
        fs::remove_file(dist.join(&old)).map_err(|e| format!("{old}: {e}"))?;
    }
    Ok(())
}

/// What each script asks for, beside itself.
const ASKS: [(&str, [&str; 2]); 2] =
    [("app.js", ["app_bg.wasm", "split.js"]), ("split.js", ["app.js", "split_second.wasm"])];

/// The ways in which wasm-bindgen and the cutter write that a file is asked for.
const WAYS: [(&str, &str); 3] = [("from \"./", "\""), ("new URL(\"./", "\""), ("new URL('", "'")];

/// A script that asks for its siblings by their new names. Only where a file is asked for: the program knows its imports
/// by the old name. A sibling that is asked for in no known way is an error: the app would not start.
fn renamed(script: &str, text: &str, named: impl Fn(&str) -> String) -> Result<String, Failure> {
    let mut text = text.to_owned();
    for (file, ending) in PARTS {
        let mut found = false;
        for (before, after) in WAYS {
            let old = format!("{before}{file}{after}");
            found |= text.contains(&old);
            text = text.replace(&old, &format!("{before}{}{after}", named(ending)));
        }
        let asked = ASKS.iter().any(|(asking, files)| *asking == script && files.contains(&file));
        if asked && !found {
            return Err(format!("{script} does not ask for {file} in a way that is known here"));
        }
    }
    Ok(text)
}

/// Links, cuts, binds and shrinks; answers the folder with [`PARTS`].
fn cut() -> Result<PathBuf, Failure> {
    let linked = read(&target().join(WASM).join("wasm-release").join(format!("{APP}.wasm")))?;
    let (raw, done) = (target().join("split/raw"), target().join("split/done"));
    for folder in [&raw, &done] {
        fs::remove_dir_all(folder).ok();
        make_folder(folder)?;
    }
    let main = raw.join("app.wasm");
    let mut options = Options::new(&linked);
    options.output_dir = &raw;
    options.main_out_path = &main;
    options.link_name = "./split.js";
    options.main_module = "./app.js";
    transform(options).map_err(|e| format!("the program cannot be cut in two: {e:#}"))?;
    run(command("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "app", "--out-dir"])
        .args([&raw, &main]))?;
    for part in ["app_bg.wasm", "split_second.wasm"] {
        run(command("wasm-opt").arg("-Oz").args(FEATURES).arg(raw.join(part)).arg("-o").arg(done.join(part)))?;
    }
    for script in ["app.js", "split.js"] {
        write(&done.join(script), read(&raw.join(script))?)?;
    }
    Ok(done)
}

/// One hash for all: the parts work together only as they were cut.
fn hash(parts: &Path) -> Result<String, Failure> {
    let mut all = Vec::new();
    for (file, _) in PARTS {
        all.extend(read(&parts.join(file))?);
    }
    Ok(sha256(&all)[..16].to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn named(ending: &str) -> String {
        format!("app-1{ending}")
    }

    #[test]
    fn a_script_asks_for_its_siblings_by_their_new_names_and_keeps_the_names_of_its_imports() {
        let text = "import * as s from \"./split.js\"; import(\"./split.js\"); new URL('app_bg.wasm', u); m[\"./split.js\"] = s;";
        let new = renamed("app.js", text, named).unwrap();
        assert!(new.contains("from \"./app-1_split.js\"") && new.contains("new URL('app-1_bg.wasm', u)"), "{new}");
        assert!(new.contains("m[\"./split.js\"] = s"), "{new}");
    }

    #[test]
    fn a_script_that_asks_in_an_unknown_way_stops_the_build() {
        assert!(renamed("split.js", "import x from './app.js'", named).is_err());
    }
}
