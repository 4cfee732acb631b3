//! `pem2 audit`: checking the log, and handing it out.

use std::io::{self, Write};

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use serde_json::json;

use super::CliError;
use crate::app::Opened;
use crate::config::Config;
use crate::db::audit::{self, Entry, Line};
use crate::db::companies::{self, CompanyEntry};
use crate::db::{Db, DbError};
use crate::{clock, people};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Check that no line was changed, removed or inserted
    Verify {
        /// Short name of the company; without it, all
        #[arg(long)]
        company: Option<String>,
    },
    /// Print the log; that this was done is written to it
    Show(Show),
}

#[derive(Args)]
pub(super) struct Show {
    /// Short name of the company, where there are several
    #[arg(long)]
    company: Option<String>,
    /// From this day (2026-03-31) or moment (2026-03-31T08:00:00Z) on, UTC
    #[arg(long, value_parser = moment)]
    since: Option<i64>,
    /// As lines of what
    #[arg(long, value_enum, default_value_t)]
    form: Form,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Form {
    #[default]
    Csv,
    Json,
}

/// Carries a command out.
pub(super) async fn run(config: &Config, command: Command) -> Result<(), CliError> {
    let Opened { db, .. } = Opened::at(config).await?;
    let done = match command {
        Command::Verify { company } => verify(&db, company.as_deref()).await,
        Command::Show(arguments) => show(&db, &arguments).await,
    };
    db.close().await;
    done
}

async fn verify(db: &Db, slug: Option<&str>) -> Result<(), CliError> {
    let companies = match slug {
        Some(_) => vec![company(db, slug).await?],
        None => companies::all(db).await?,
    };
    let mut whole = true;
    for company in companies {
        let checked = audit::verify(db, company.id).await?;
        whole &= checked.fault.is_none();
        match checked.fault {
            None => println!("{}: {} lines, whole", company.slug, checked.lines),
            Some(fault) => println!("{}: {fault}", company.slug),
        }
    }
    if whole { Ok(()) } else { Err(CliError::Wrong("the log is not what was written".into())) }
}

async fn show(db: &Db, arguments: &Show) -> Result<(), CliError> {
    let company = company(db, arguments.company.as_deref()).await?;
    let since = arguments.since.unwrap_or(i64::MIN);
    let mut tx = db.begin().await?;
    let entry = Entry {
        company: company.id,
        user: None,
        address: "command line",
        event: "audit_exported",
        detail: format!("since {}", arguments.since.map_or("the beginning".to_owned(), written)),
    };
    audit::write(&mut tx, entry, clock::now()).await?;
    tx.commit().await?;
    let mut out = Out::new(arguments.form)?;
    let mut after = 0;
    loop {
        let lines = audit::lines(db, company.id, after, since).await?;
        let Some(last) = lines.last() else { break };
        after = last.n;
        lines.iter().try_for_each(|line| out.line(line))?;
    }
    Ok(out.end()?)
}

async fn company(db: &Db, slug: Option<&str>) -> Result<CompanyEntry, CliError> {
    let found: Result<_, DbError> = people::company_named(db, slug).await;
    found?.ok_or_else(|| CliError::Wrong("say which company with --company".into()))
}

/// Where lines go.
enum Out {
    Csv(Box<csv::Writer<io::Stdout>>),
    Json(io::BufWriter<io::Stdout>),
}

impl Out {
    fn new(form: Form) -> io::Result<Self> {
        Ok(match form {
            Form::Json => Self::Json(io::BufWriter::new(io::stdout())),
            Form::Csv => {
                let mut csv = csv::Writer::from_writer(io::stdout());
                csv.write_record(["n", "id", "at", "user", "address", "event", "detail", "hash"])?;
                Self::Csv(Box::new(csv))
            }
        })
    }

    fn line(&mut self, line: &Line) -> io::Result<()> {
        let Line { n, id, at, user, address, event, detail, hash } = line;
        let at = written(*at);
        match self {
            Self::Csv(csv) => {
                let (n, user) = (n.to_string(), user.as_deref().unwrap_or_default());
                Ok(csv.write_record([&n, id, &at, user, address, event, detail, hash])?)
            }
            Self::Json(out) => {
                let line = json!({"n": n, "id": id, "at": at, "user": user, "address": address, "event": event,
                    "detail": detail, "hash": hash});
                writeln!(out, "{line}")
            }
        }
    }

    fn end(self) -> io::Result<()> {
        match self {
            Self::Csv(mut csv) => csv.flush(),
            Self::Json(mut out) => out.flush(),
        }
    }
}

/// A time in milliseconds as people and programs read it, UTC.
fn written(at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |time| time.to_string())
}

fn moment(text: &str) -> Result<i64, String> {
    let day = || text.parse::<Date>().and_then(|day| day.to_zoned(TimeZone::UTC)).map(|day| day.timestamp());
    let time = text.parse::<Timestamp>().or_else(|_| day());
    time.map(Timestamp::as_millisecond).map_err(|e| e.to_string())
}
