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
            let mut text = read_text(&parts.join(file))?;
            for (other, ending) in PARTS {
                // Only where a file is asked for: the program knows its imports by the old name.
                for asks in ["from \"./", "new URL(\"./"] {
                    text = text.replace(&format!("{asks}{other}\""), &format!("{asks}{}\"", named(ending)));
                }
            }
            write(&to, text)?;
        } else {
            write(&to, read(&parts.join(file))?)?;
        }
    }
    page.rename(&js, &named(".js"));
    page.rename(&wasm, &named("_bg.wasm"));
    // Both scripts are on their way at once.
    page.preload_module(&named("_split.js"));
    for old in [js, wasm] {
        fs::remove_file(dist.join(&old)).map_err(|e| format!("{old}: {e}"))?;
    }
    Ok(())
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
