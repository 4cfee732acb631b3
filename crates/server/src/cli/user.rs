//! `pem2 user`.

mod known;

use clap::{Args, Subcommand, ValueEnum};
use domain::Stamp;
use domain::ids::{CompanyId, UserId};
use domain::people::{Company, Role};
use protocol::auth::InviteRequest;
use sync::server::PushTx;
use uuid::Uuid;

use super::CliError;
use crate::app::Opened;
use crate::config::Config;
use crate::sync_store::SqlStore;
use crate::{clock, db, people};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Make an account and print its one-time set-up code; the first one makes the company too
    Add(Add),
    /// Print a one-time code with which a person chooses a new password
    Reset(known::Which),
    /// Lock an account and end its sessions
    Lock(known::Lock),
    /// Unlock an account
    Unlock(known::Which),
    /// Switch the second factor of a person off who has lost it
    SecondFactorOff(known::Which),
    /// Print every account and how it stands
    List(known::Company),
}

#[derive(Args)]
pub(super) struct Add {
    /// What is typed to sign in
    login: String,
    /// Full name
    #[arg(long)]
    name: String,
    /// Role
    #[arg(long, value_enum, default_value_t)]
    role: RoleName,
    /// Short name of the company, where there are several; a new one makes a company
    #[arg(long)]
    company: Option<String>,
    /// Name of a new company
    #[arg(long)]
    company_name: Option<String>,
    /// Time zone of a new company
    #[arg(long, default_value = "America/New_York")]
    time_zone: String,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum RoleName {
    Admin,
    Dispatcher,
    #[default]
    Technician,
}

/// Carries a command out.
pub(super) async fn run(config: &Config, command: Command) -> Result<(), CliError> {
    let Opened { db, .. } = Opened::at(config).await?;
    match command {
        Command::Add(command) => add(&db, command).await?,
        Command::Reset(which) => known::reset(&db, &which).await?,
        Command::Lock(command) => known::lock(&db, &command).await?,
        Command::Unlock(which) => known::unlock(&db, &which).await?,
        Command::SecondFactorOff(which) => known::second_factor_off(&db, &which).await?,
        Command::List(company) => known::list(&db, &company).await?,
    }
    db.close().await;
    Ok(())
}

async fn add(db: &db::Db, add: Add) -> Result<(), CliError> {
    let store = SqlStore::new(db.clone());
    let company = match people::company_named(db, add.company.as_deref()).await? {
        Some(company) => company.id,
        None => found(db, &store, &add).await?,
    };
    let request = InviteRequest {
        name: add.name,
        login: add.login,
        role: match add.role {
            RoleName::Admin => Role::Admin,
            RoleName::Dispatcher => Role::Dispatcher,
            RoleName::Technician => Role::Technician,
        },
        title: String::new(),
        phone: String::new(),
        email: String::new(),
    };
    let invited = people::invite(&store, company, None, &request, "command line").await?;
    println!("user name    {}", request.login);
    println!("set-up code  {}   (good for 7 days, shown only now)", invited.set_up_code);
    Ok(())
}

async fn found(db: &db::Db, store: &SqlStore, add: &Add) -> Result<CompanyId, CliError> {
    let Some(name) = &add.company_name else {
        return Err(which_company(db).await?);
    };
    let id = CompanyId(Uuid::now_v7());
    let slug = add.company.clone().unwrap_or_else(|| "main".into());
    let company = Company { name: name.clone(), time_zone: add.time_zone.clone(), ..Company::default() };
    let stamp = Stamp { by: UserId(id.0), at: clock::now() };
    people::found(store, id, &slug, &company, stamp).await?.commit().await?;
    Ok(id)
}

/// What to say when the company is not clear.
async fn which_company(db: &db::Db) -> Result<CliError, CliError> {
    let known: Vec<String> = db::companies::all(db).await?.into_iter().map(|c| c.slug).collect();
    let hint = if known.is_empty() { "none yet; --company-name makes one".into() } else { known.join(", ") };
    Ok(CliError::Wrong(format!("say which company with --company (there are: {hint})")))
}
