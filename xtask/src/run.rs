//! Serves the app with demo data.

use crate::Failure;
use crate::command::{command, root, run as show_and_run};
use crate::{build, port, setup};

/// Where the demo keeps its database and photos.
const DATA: &str = "data";

/// `cargo xtask run [--port N] [--lan]`
pub fn run(args: &[String]) -> Result<(), Failure> {
    let lan = args.iter().any(|a| a == "--lan");
    let wished = args.iter().position(|a| a == "--port").and_then(|i| args.get(i + 1)).and_then(|p| p.parse().ok());
    println!("Tools");
    setup::for_running()?;
    println!("App and server");
    let program = build::everything()?;
    let data = root().join(DATA);
    if !data.join("pem2.db").exists() {
        println!("Making demo data");
    }
    // Prints how to sign in. Safe to repeat: a database that has data is left as it is.
    show_and_run(command(&program).args(["seed", "--demo", "--data", DATA]))?;
    let port = match wished {
        Some(port) => port,
        None => port::free_from(8080)?,
    };
    let bind = if lan { "0.0.0.0" } else { "127.0.0.1" };
    println!("\n  Pem2 is at http://localhost:{port}   (Ctrl-C stops it)\n");
    if lan {
        println!(
            "  Phones on this network reach it by this machine's address; the camera and the offline start need HTTPS:"
        );
        println!("  see deploy/ for a proxy that has it.\n");
    }
    show_and_run(command(&program).args(["serve", "--data", DATA, "--bind", bind, "--port", &port.to_string()]))
}

/// `cargo xtask seed …`: what `pem2 seed` takes.
pub fn seed(args: &[String]) -> Result<(), Failure> {
    setup::for_running()?;
    let program = build::everything()?;
    show_and_run(command(program).arg("seed").args(args))
}
