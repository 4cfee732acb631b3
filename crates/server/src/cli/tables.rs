//! `pem2 export` and `pem2 import-csv`: whole tables, without a server.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use domain::Entity;
use domain::ids::{CompanyId, DeviceId, UserId};
use domain::people::{Role, User};
use sync::server::ServerStore;
use uuid::Uuid;

use super::CliError;
use crate::app::Opened;
use crate::config::Config;
use crate::owner::tables::export::{self, Export};
use crate::owner::tables::import::{self, By};
use crate::owner::tables::names::Names;
use crate::people;
use crate::sync_store::SqlStore;

#[derive(Args)]
pub(super) struct Out {
    /// Short name of the company, where there are several
    #[arg(long)]
    company: Option<String>,
    /// Folder for the files; it is made when it is not there
    #[arg(long)]
    to: PathBuf,
}

#[derive(Args)]
pub(super) struct In {
    /// customers, items, opening-stock, users or work-orders
    table: String,
    /// The file
    file: PathBuf,
    /// Short name of the company, where there are several
    #[arg(long)]
    company: Option<String>,
    /// Login of the admin whose edits these are; without it, the first admin
    #[arg(long)]
    by: Option<String>,
    /// Only say what it would do
    #[arg(long)]
    dry_run: bool,
}

/// Writes every table of a company to files.
pub(super) async fn export(config: &Config, out: &Out) -> Result<(), CliError> {
    let Opened { db, .. } = Opened::at(config).await?;
    let store = SqlStore::new(db.clone());
    let company = company(&db, out.company.as_deref()).await?;
    std::fs::create_dir_all(&out.to)?;
    for table in export::TABLES {
        let path = out.to.join(format!("{}.csv", table.name));
        let mut file = std::fs::File::create(&path)?;
        let mut export = Export::new(db.clone(), company, table, Names::of(&store, company).await?);
        while let Some(piece) = export.next().await.map_err(|e| CliError::Wrong(e.to_string()))? {
            file.write_all(&piece)?;
        }
        file.sync_all()?;
        println!("{}", path.display());
    }
    db.close().await;
    Ok(())
}

/// Takes a file.
pub(super) async fn import(config: &Config, asked: &In) -> Result<(), CliError> {
    let known = import::TABLES.iter().find(|(name, _)| *name == asked.table);
    let (_, table) = known.ok_or_else(|| CliError::Wrong(format!("there is no table {}", asked.table)))?;
    let file = std::fs::read(&asked.file)?;
    if file.len() > import::MOST_BYTES {
        return Err(CliError::Wrong(format!("a file has at most {} bytes", import::MOST_BYTES)));
    }
    let Opened { db, .. } = Opened::at(config).await?;
    let store = SqlStore::new(db.clone());
    let company = company(&db, asked.company.as_deref()).await?;
    let user = admin(&store, company, asked.by.as_deref()).await?;
    let device = DeviceId(Uuid::new_v5(&user.0, b"owner"));
    let by = By { company, user, device, address: "command line", is_program: false };
    let taken = import::take(&store, &by, *table, &file, asked.dry_run).await;
    let (report, _) = taken.map_err(|error| CliError::Wrong(format!("{:?}", error.code())))?;
    db.close().await;
    for (sort, problems) in [("warning", &report.warnings), ("problem", &report.problems)] {
        for problem in problems {
            let column = problem.column.as_deref().unwrap_or("-");
            println!("{sort}  row {}  {column}  {}  {}", problem.row, problem.code, problem.message);
        }
    }
    let word = if report.dry_run { "would be " } else { "" };
    println!(
        "{} rows: {} {word}made, {} {word}changed, {} as they are",
        report.rows, report.made, report.changed, report.unchanged
    );
    for person in &report.people {
        println!("user name    {}   set-up code  {}   (shown only now)", person.login, person.set_up_code);
    }
    if report.problems.is_empty() { Ok(()) } else { Err(CliError::Wrong("nothing was done".into())) }
}

async fn company(db: &crate::db::Db, slug: Option<&str>) -> Result<CompanyId, CliError> {
    let company = people::company_named(db, slug).await?;
    company.map(|company| company.id).ok_or_else(|| CliError::Wrong("say which company with --company".into()))
}

async fn admin(store: &SqlStore, company: CompanyId, login: Option<&str>) -> Result<UserId, CliError> {
    let mut rows = store.all(company, Entity::User).await?;
    rows.sort_by_key(|row| row.created.at);
    let fits = |user: &User| user.active && user.role == Role::Admin && login.is_none_or(|login| user.login == login);
    let found = rows.iter().find(|row| row.read::<User>().is_some_and(|user| fits(&user)));
    found.map(|row| UserId(row.id)).ok_or_else(|| CliError::Wrong("there is no such active admin".into()))
}
