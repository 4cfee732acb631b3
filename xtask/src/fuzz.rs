//! Fuzzers: bytes and texts that a machine thinks of, guided by what they reach in the program, given to everything that
//! reads from outside. Their rules are those of the tests of the same name; what one finds becomes such a test.

use std::path::PathBuf;
use std::process::Command;

use crate::Failure;
use crate::command::{command, read, root, run, tee};
use crate::files::make_folder;
use crate::setup;

/// Of one input: what takes longer hangs.
const PATIENCE: &str = "-timeout=60";
/// A picture of 50 million points and the guard of the addresses take this much together.
const MEMORY: &str = "-rss_limit_mb=6144";

/// What `fuzz_seeds` writes for a target at most.
const SEEDS: usize = 20;

/// `cargo xtask fuzz [--minutes N] [--keep] [TARGET…]`: each target in turn, one minute unless told; all when none is named.
/// `--keep` packs what was learned for the repository.
pub fn fuzz(args: &[String]) -> Result<(), Failure> {
    let (mut minutes, mut keep, mut named) = (1_u64, false, Vec::new());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "--keep" {
            keep = true;
        } else if arg == "--minutes" {
            minutes = args.next().and_then(|n| n.parse().ok()).ok_or("--minutes wants a number")?;
        } else {
            named.push(arg.clone());
        }
    }
    setup::for_fuzzing()?;
    let targets = if named.is_empty() { all()? } else { named };
    seed()?;
    let mut told = Vec::new();
    for target in targets {
        unpack(&target)?;
        told.push(one(&target, minutes * 60)?);
        if keep {
            pack(&target)?;
        }
    }
    println!("\n{:<14} {:>12} {:>9} {:>8}  outcome", "target", "inputs", "a second", "kept");
    for line in &told {
        println!("{:<14} {:>12} {:>9} {:>8}  {}", line.target, line.inputs, line.a_second, line.kept, line.outcome());
    }
    if told.iter().all(|line| line.sound) { Ok(()) } else { Err("what was found is in fuzz/artifacts".to_owned()) }
}

/// How a target went.
struct Told {
    target: String,
    inputs: String,
    a_second: String,
    kept: usize,
    sound: bool,
}

impl Told {
    fn outcome(&self) -> &'static str {
        if self.sound { "nothing found" } else { "FOUND SOMETHING" }
    }
}

/// The names of the targets.
fn all() -> Result<Vec<String>, Failure> {
    let folder = root().join("fuzz/fuzz_targets");
    let files = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut names: Vec<String> =
        files.flatten().filter_map(|f| Some(f.path().file_stem()?.to_string_lossy().into_owned())).collect();
    names.sort();
    Ok(names)
}

/// Frames with codes in them to start from: from nothing, no fuzzer finds one.
fn seed() -> Result<(), Failure> {
    if corpus("frame").is_dir() {
        return Ok(());
    }
    let mut cargo = compiler();
    run(cargo.args(["run", "--release", "--quiet", "--package", "scanner", "--features", "more", "--example"]).args([
        "fuzz_seeds",
        "--",
        "fuzz/corpus",
    ]))
}

/// What was learned before, where nothing was learned here yet.
fn unpack(target: &str) -> Result<(), Failure> {
    let packed = packed(target);
    if !packed.is_file() || std::fs::read_dir(corpus(target)).is_ok_and(|files| files.count() > SEEDS) {
        return Ok(());
    }
    make_folder(&corpus(target))?;
    run(command("tar").arg("-xzf").arg(packed).arg("-C").arg(corpus(target)))
}

/// Packs what was learned: thousands of small files as one. The least of them that reach as much.
fn pack(target: &str) -> Result<(), Failure> {
    run(compiler().args(["fuzz", "cmin", target]))?;
    make_folder(&root().join("fuzz/learned"))?;
    let mut tar = command("tar");
    tar.args(["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "-czf"]).arg(packed(target));
    run(tar.arg("-C").arg(corpus(target)).arg("."))
}

fn packed(target: &str) -> PathBuf {
    root().join("fuzz/learned").join(format!("{target}.tar.gz"))
}

fn corpus(target: &str) -> PathBuf {
    root().join("fuzz/corpus").join(target)
}

fn one(target: &str, seconds: u64) -> Result<Told, Failure> {
    let mut cargo = compiler();
    cargo.args(["fuzz", "run", target]);
    if target.starts_with("frame") {
        // Under the address sanitizer a frame takes more than a second.
        cargo.args(["--sanitizer", "none"]);
    }
    cargo.args(["--", PATIENCE, MEMORY, "-print_final_stats=1"]);
    cargo.arg(format!("-max_total_time={seconds}"));
    let dictionary = root().join(format!("fuzz/{target}.dict"));
    if dictionary.is_file() {
        cargo.arg(format!("-dict={}", dictionary.display()));
    }
    // It tells everything on the second stream.
    let mut shell = command("sh");
    shell.args(["-c", "exec \"$@\" 2>&1", "sh"]).arg(cargo.get_program()).args(cargo.get_args());
    for (name, value) in cargo.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    let (sound, lines) = tee(&mut shell)?;
    let stat = |name: &str| {
        let line = lines.iter().rev().find_map(|line| line.strip_prefix(&format!("stat::{name}:")));
        line.map_or_else(|| "?".to_owned(), |n| n.trim().to_owned())
    };
    let kept = std::fs::read_dir(corpus(target)).map_or(0, Iterator::count);
    Ok(Told {
        target: target.to_owned(),
        inputs: stat("number_of_executed_units"),
        a_second: stat("average_exec_per_sec"),
        kept,
        sound,
    })
}

/// The nightly compiler where there is one; else the usual one, asked to take flags that are not stable yet.
fn compiler() -> Command {
    let mut cargo = command("cargo");
    cargo.env_remove("CARGO").env_remove("RUSTC").env_remove("RUSTDOC").env_remove("RUSTUP_TOOLCHAIN");
    if read(command("rustc").env_remove("RUSTUP_TOOLCHAIN").args(["+nightly", "--version"])).is_ok() {
        cargo.env("RUSTUP_TOOLCHAIN", "nightly");
    } else {
        cargo.env("RUSTC_BOOTSTRAP", "1");
    }
    cargo
}
