//! What the document of the owner's API promises, held against the server: schemathesis makes up requests of every sort that
//! the document allows, and of sorts that it does not, and reads each answer by it.

use std::process::Command;

use crate::failure::{Failure, setting};
use crate::ours::{Engine, Server};

/// What no answer may be: broken, of a status, type, head or shape that the document does not name.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_headers_conformance,response_schema_conformance";
/// Requests made up for each operation and phase.
const EXAMPLES: &str = "100";

/// Asks on each engine, as a script that may read and write, then as the admin whose pages some of the operations are.
pub fn run() -> Result<(), Failure> {
    let programs = setting("PEM2_LOAD_PEER_PROGRAMS")?;
    // It keeps what it learns beside where it runs.
    let folder = setting("PEM2_BENCH")?;
    std::fs::create_dir_all(&folder)?;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let server = Server::new(engine)?;
        let (_process, _) = server.start()?;
        let known = server.known()?;
        for (who, authorization) in [("a script", &known.token), ("an admin", &known.admin)] {
            println!("\n{}, as {who}", engine.name());
            let held = Command::new(format!("{programs}/schemathesis"))
                .current_dir(&folder)
                .args(["run", &server.url("/api/openapi.json"), "--checks", CHECKS, "--max-examples", EXAMPLES])
                .args(["--header", &format!("Authorization: {authorization}"), "--header", "X-Pem2-Client: contract"])
                .status()?;
            if !held.success() {
                return Err(Failure::Said(format!("{}: the document is not kept", engine.name())));
            }
        }
    }
    Ok(())
}
