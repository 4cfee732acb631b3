//! `pem2 import`: from one database to another.

use std::path::Path;

use clap::Args;

use super::CliError;
use super::in_use::InUse;
use crate::config::Config;
use crate::moving;

#[derive(Args)]
pub(super) struct Import {
    /// The database that is moved, with its server stopped: sqlite:path or postgres://…
    #[arg(long)]
    from: String,
    /// Where to, which must be empty: postgres://… or sqlite:path
    #[arg(long)]
    to: String,
}

/// Moves everything, and says what.
pub(super) async fn run(Import { from, to }: &Import) -> Result<(), CliError> {
    let (from, to) = (address(from), address(to));
    let _alone = alone(&from)?;
    let moved = moving::import(&from, &to).await?;
    for (table, rows) in moved.counts() {
        println!("{rows:>10} {table}");
    }
    println!("{} rows were moved, and every one was read back", moved.rows());
    println!("photos stay where they are; from now on start the server with DATABASE_URL set to the new database");
    Ok(())
}

/// Keeps a server from starting on the file meanwhile. Of PostgreSQL nobody knows who works with it.
fn alone(from: &str) -> Result<Option<InUse>, CliError> {
    let Some(folder) = from.strip_prefix("sqlite://").map(Path::new).filter(|f| f.exists()).and_then(Path::parent)
    else {
        return Ok(None);
    };
    let in_use = || CliError::Wrong("it is in use: stop the server first".to_owned());
    InUse::alone(&Config::in_folder(folder))?.map(Some).ok_or_else(in_use)
}

/// `sqlite:path` is easily typed; the address has two more strokes.
fn address(typed: &str) -> String {
    match typed.strip_prefix("sqlite:") {
        Some(path) if !path.starts_with("//") => format!("sqlite://{path}"),
        _ => typed.to_owned(),
    }
}
