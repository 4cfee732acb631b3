//! What is done to accounts that are there: for the owner who is locked out, too.

use clap::Args;
use domain::ids::{CompanyId, UserId};

use super::which_company;
use crate::auth::telling::Telling;
use crate::auth::{AccountError, lock, reset, second_factor, sign_in};
use crate::cli::CliError;
use crate::db::{Db, accounts};
use crate::people;
use crate::sync_store::SqlStore;

/// What stands in the audit for an address.
const HERE: &str = "command line";

#[derive(Args)]
pub(in crate::cli) struct Company {
    /// Short name of the company, where there are several
    #[arg(long)]
    company: Option<String>,
}

#[derive(Args)]
pub(in crate::cli) struct Which {
    /// What the person types to sign in
    login: String,
    #[command(flatten)]
    company: Company,
}

#[derive(Args)]
pub(in crate::cli) struct Lock {
    #[command(flatten)]
    which: Which,
    /// Why, for the company's admins
    #[arg(long, default_value = "")]
    reason: String,
}

/// `pem2 user reset`
pub(super) async fn reset(db: &Db, which: &Which) -> Result<(), CliError> {
    let code = reset::issue(db, found(db, which).await?, None, HERE).await?;
    println!("user name   {}", which.login);
    println!("reset code  {}   (good for a day, shown only now)", code.code);
    Ok(())
}

/// `pem2 user lock`
pub(super) async fn lock(db: &Db, command: &Lock) -> Result<(), CliError> {
    let whose = found(db, &command.which).await?;
    lock::lock(&SqlStore::new(db.clone()), whose, None, &command.reason, HERE).await?;
    println!("{} is locked", command.which.login);
    Ok(())
}

/// `pem2 user unlock`
pub(super) async fn unlock(db: &Db, which: &Which) -> Result<(), CliError> {
    lock::unlock(&SqlStore::new(db.clone()), found(db, which).await?, None, HERE).await?;
    println!("{} is not locked", which.login);
    Ok(())
}

/// `pem2 user second-factor-off`
pub(super) async fn second_factor_off(db: &Db, which: &Which) -> Result<(), CliError> {
    second_factor::take_away(db, found(db, which).await?, None, HERE, &Telling::default()).await?;
    println!("{} signs in by password alone", which.login);
    Ok(())
}

/// `pem2 user list`
pub(super) async fn list(db: &Db, company: &Company) -> Result<(), CliError> {
    for account in accounts::states(db, company_of(db, company).await?, None).await? {
        let mut how = Vec::new();
        how.extend((!account.has_password).then(|| "not set up".to_owned()));
        how.extend(account.second_factor.then(|| "second factor".to_owned()));
        how.extend(account.locked_at.map(|_| "locked".to_owned()));
        how.extend(account.locked_reason.filter(|reason| !reason.is_empty()).map(|reason| format!("({reason})")));
        println!("{:<24} {}", account.login, how.join(" "));
    }
    Ok(())
}

async fn company_of(db: &Db, company: &Company) -> Result<CompanyId, CliError> {
    match people::company_named(db, company.company.as_deref()).await? {
        Some(company) => Ok(company.id),
        None => Err(which_company(db).await?),
    }
}

async fn found(db: &Db, which: &Which) -> Result<(CompanyId, UserId), CliError> {
    let company = company_of(db, &which.company).await?;
    let login = sign_in::tidy(&which.login);
    let states = accounts::states(db, company, None).await?;
    let account = states.into_iter().find(|account| account.login == login).ok_or(AccountError::NotFound)?;
    Ok((company, account.user))
}
