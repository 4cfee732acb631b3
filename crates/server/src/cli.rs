//! The commands of `pem2`.

mod audit;
mod backup;
mod import;
mod in_use;
mod photos;
mod seed;
mod serve;
mod tables;
mod user;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use tracing_subscriber::EnvFilter;

use crate::app::{Opened, StartError};
use crate::config::{Config, Listen};

/// Work orders, stock, photos and time for electricians: the server
#[derive(Parser)]
#[command(name = "pem2", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    config: Config,
    /// How lines of the log are written
    #[arg(long, env = "PEM2_LOG_FORMAT", value_enum, default_value_t, global = true)]
    log_format: LogFormat,
}

/// How lines of the log are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs: one object a line.
    Json,
}

#[derive(Subcommand)]
enum Command {
    /// Answer phones
    Serve(Listen),
    /// Bring the tables up to date
    Migrate,
    /// Fill an empty database with the fictional company of the demonstration
    Seed(seed::Arguments),
    /// Write everything in the database to an encrypted archive, also while the server runs
    Backup(backup::Backup),
    /// Put such an archive in the place of the database; the server must be stopped
    Restore(backup::Restore),
    /// Say that this database was restored by other means: phones hand in again what it has forgotten
    Restored,
    /// Write every table of a company to CSV files
    Export(tables::Out),
    /// Take a CSV file, all of it or nothing
    ImportCsv(tables::In),
    /// Move everything from one database to another, which must be empty
    Import(import::Import),
    /// Look after the bytes of photos
    #[command(subcommand)]
    Photos(photos::Command),
    /// The log of what was done, and by whom
    #[command(subcommand)]
    Audit(audit::Command),
    /// People who sign in
    #[command(subcommand)]
    User(user::Command),
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
enum CliError {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Db(#[from] crate::db::DbError),
    #[error(transparent)]
    Invite(#[from] crate::people::InviteError),
    #[error(transparent)]
    Account(#[from] crate::auth::AccountError),
    #[error(transparent)]
    Demo(#[from] crate::demo::DemoError),
    #[error(transparent)]
    Backup(#[from] crate::backup::BackupError),
    #[error(transparent)]
    Move(#[from] crate::moving::MoveError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("{0}")]
    Wrong(String),
}

/// Reads the arguments and carries them out.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_env("PEM2_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match cli.log_format {
        LogFormat::Text => log.with_ansi(colours).init(),
        // A line is an object whose fields are those of the event, for programs that collect logs.
        LogFormat::Json => log.json().flatten_event(true).with_current_span(false).init(),
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

async fn run(cli: Cli) -> Result<(), CliError> {
    match cli.command {
        Command::Serve(listen) => serve::run(&cli.config, listen).await,
        Command::Migrate => {
            Opened::at(&cli.config).await?.db.close().await;
            println!("the tables are up to date");
            Ok(())
        }
        Command::Seed(arguments) => seed::run(&cli.config, &arguments).await,
        Command::Backup(arguments) => backup::back_up(&cli.config, arguments).await,
        Command::Restore(arguments) => backup::restore(&cli.config, arguments).await,
        Command::Restored => backup::restored(&cli.config).await,
        Command::Export(out) => tables::export(&cli.config, &out).await,
        Command::ImportCsv(asked) => tables::import(&cli.config, &asked).await,
        Command::Import(arguments) => import::run(&arguments).await,
        Command::Photos(command) => photos::run(&cli.config, command).await,
        Command::Audit(command) => audit::run(&cli.config, command).await,
        Command::User(command) => user::run(&cli.config, command).await,
    }
}

fn failed(error: &CliError) -> ExitCode {
    eprintln!("pem2: {error}");
    ExitCode::FAILURE
}
