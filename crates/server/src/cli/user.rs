//! `pem2 user`.

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
    let Command::Add(add) = command;
    let Opened { db, .. } = Opened::at(config).await?;
    let store = SqlStore::new(db.clone());
    let company = match people::company_named(&db, add.company.as_deref()).await? {
        Some(company) => company.id,
        None => found(&db, &store, &add).await?,
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
    db.close().await;
    Ok(())
}

async fn found(db: &db::Db, store: &SqlStore, add: &Add) -> Result<CompanyId, CliError> {
    let Some(name) = &add.company_name else {
        let known: Vec<String> = db::companies::all(db).await?.into_iter().map(|c| c.slug).collect();
        let hint = if known.is_empty() { "none yet; --company-name makes one".into() } else { known.join(", ") };
        return Err(CliError::Wrong(format!("say which company with --company (there are: {hint})")));
    };
    let id = CompanyId(Uuid::now_v7());
    let slug = add.company.clone().unwrap_or_else(|| "main".into());
    let company = Company { name: name.clone(), time_zone: add.time_zone.clone(), ..Company::default() };
    let stamp = Stamp { by: UserId(id.0), at: clock::now() };
    people::found(store, id, &slug, &company, stamp).await?.commit().await?;
    Ok(id)
}
