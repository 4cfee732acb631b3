//! What a developer and the CI run: `cargo xtask COMMAND`. Installs what is missing, builds, serves, tests, measures.
//!
//! Never here: code of the product. This program imports none of its crates.

mod bench;
mod build;
mod check;
mod command;
mod files;
mod fuzz;
mod kill;
mod port;
mod postgres;
mod precache;
mod run;
mod setup;
mod simulate;
mod test;
mod toolchain;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  run [--port N] [--lan]   install what is missing, build, and serve the app with demo data
  test [STAGE…]            install what is missing and run everything, or the named stages
  setup [run|test]         install what is missing, for running or for everything
  build [--telemetry]      build app and server into one file; one that can tell others of failures and requests
  seed [ARGS…]             make demo data: what `pem2 seed` takes
  check                    formatting, clippy, licences and advisories
  bench NAME [ARGS…]       measure: size, start, local, scanner, curves, clips, sync, server, growth
  contract                 what the document of the owner's API promises, held against the server by schemathesis
  simulate [--seeds N] [--seed S]   random histories of phones and a server, with faults
  simulate --mutants                takes each safeguard away in turn: the histories have to show it
  kill [--rounds N] [--seed S]      real browsers and servers killed while a technician works
  fuzz [--minutes N] [--keep] [TARGET…]   what a fuzzer thinks of, given to everything that reads from outside
  precache                 write the list of files into dist/sw.js and compress them
";

/// Why a command stopped, in words for the person at the terminal.
type Failure = String;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let outcome = match args.first().map(String::as_str) {
        Some("run") => run::run(rest),
        Some("test") => return test::test(rest),
        Some("setup") => setup::setup(rest),
        Some("build") => setup::for_running().and_then(|()| build::build(rest)),
        Some("seed") => run::seed(rest),
        Some("check") => check::check(),
        Some("bench") => bench::bench(rest),
        Some("contract") => bench::contract(),
        Some("simulate") => simulate::simulate(rest),
        Some("kill") => kill::kill(rest),
        Some("fuzz") => fuzz::fuzz(rest),
        Some("precache") => precache::precache(),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}
