//! Making companies and accounts: rows that the server itself writes, through the same door and in the same sequence as
//! everybody's edits.

use domain::ids::{CompanyId, UserId};
use domain::people::{Company, User};
use domain::{Body, Entity, Key, Put, Rejection, Stamp};
use protocol::auth::{InviteRequest, InviteResponse};
use protocol::error::ErrorCode;
use sync::server::{ServerStore, install};
use uuid::Uuid;

use crate::app::App;
use crate::auth::{set_up_code, sign_in};
use crate::clock;
use crate::db::accounts::{self, Account};
use crate::db::mail::Letter;
use crate::db::{DbError, audit, companies, sign_ins};
use crate::error::AppError;
use crate::letters;
use crate::mail::Mail;
use crate::sync_store::{SqlStore, SqlTx};

/// Why a person could not be invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// Name, login or something else makes no sense.
    #[error("{0}")]
    Invalid(#[from] Rejection),
    /// The login is taken.
    #[error("the login is taken")]
    Taken,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No randomness, no code.
    #[error("no random numbers: {0}")]
    Random(#[from] getrandom::Error),
}

impl From<InviteError> for AppError {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::Invalid(rejection) => Self::new(ErrorCode::BadRequest, rejection.to_string()),
            InviteError::Taken => Self::new(ErrorCode::Conflict, "the login is taken"),
            InviteError::Db(error) => error.into(),
            InviteError::Random(error) => Self::internal(&error),
        }
    }
}

/// Makes an account that waits for its set-up, and the person's row. `by` is the admin, or the person for the first one.
pub async fn invite(
    store: &SqlStore,
    company: CompanyId,
    by: Option<UserId>,
    request: &InviteRequest,
    address: &str,
) -> Result<InviteResponse, InviteError> {
    make(store, (company, by), request, address, |_| None).await
}

/// As [`invite`]; where the person has an e-mail address and there is a mail server, the code goes by letter too.
pub async fn invite_by_letter(
    app: &App,
    company: CompanyId,
    by: UserId,
    request: &InviteRequest,
    address: &str,
) -> Result<InviteResponse, InviteError> {
    let to = request.email.trim();
    if to.is_empty() || !app.mail.is_there() {
        return invite(&app.store, company, Some(by), request, address).await;
    }
    let company_name = name_of(&app.store, company).await?;
    let login = letters::login_at(&sign_in::tidy(&request.login), companies::named(&app.db, company).await?);
    let letter = |code: &str| {
        let (company_name, login) = (company_name.as_str(), login.as_str());
        let words = letters::Code { to, company_name, login, code, link: app.mail.public_url() };
        Some((&app.mail, letters::invited(company, &words)))
    };
    let invited = make(&app.store, (company, Some(by)), request, address, letter).await?;
    app.mail.look();
    Ok(invited)
}

async fn make<'a>(
    store: &SqlStore,
    (company, by): (CompanyId, Option<UserId>),
    request: &InviteRequest,
    address: &str,
    letter: impl FnOnce(&str) -> Option<(&'a Mail, Letter)>,
) -> Result<InviteResponse, InviteError> {
    let code = set_up_code::fresh()?;
    let now = clock::now();
    let mut tx = store.begin(company).await?;
    let account = Account {
        company,
        user: UserId(Uuid::now_v7()),
        login: sign_in::tidy(&request.login),
        password_hash: None,
        set_up_code_hash: Some(set_up_code::hash(&code)),
        set_up_expires_at: now + set_up_code::LIFE,
    };
    let by = by.unwrap_or(account.user);
    add(&mut tx, &account, &user_of(request), Stamp { by, at: now }).await?;
    let entry = audit::Entry {
        company,
        user: Some(by),
        address,
        event: sign_ins::INVITED,
        detail: sign_ins::about(account.user, &account.login),
    };
    audit::write(tx.database(), entry, now).await?;
    let by_letter = match letter(&code) {
        Some((mail, letter)) => mail.queue(tx.database(), &letter, now).await?,
        None => false,
    };
    sync::server::PushTx::commit(tx).await?;
    Ok(InviteResponse { user: account.user, set_up_code: code, by_letter })
}

async fn name_of(store: &SqlStore, company: CompanyId) -> Result<String, DbError> {
    let rows = store.rows(company, &[Key::new(Entity::Company, company.0)]).await?;
    Ok(rows.first().and_then(|row| row.read()).map(|named: Company| named.name).unwrap_or_default())
}

/// Writes an account and its person's row.
pub async fn add(tx: &mut SqlTx, account: &Account, user: &User, stamp: Stamp) -> Result<(), InviteError> {
    user.check()?;
    let body = Body::of(user).map_err(DbError::from)?;
    install(tx, vec![Put { key: Key::new(Entity::User, account.user.0), body, deleted: false }], stamp).await?;
    accounts::insert(tx.database(), account, stamp.at).await.map_err(|e| match e.is_taken() {
        true => InviteError::Taken,
        false => e.into(),
    })
}

/// Makes a company and its row; the transaction goes on with it.
pub async fn found(
    store: &SqlStore,
    id: CompanyId,
    slug: &str,
    company: &Company,
    stamp: Stamp,
) -> Result<SqlTx, InviteError> {
    company.check()?;
    let mut tx = store.found(id, slug, stamp.at).await?;
    let body = Body::of(company).map_err(DbError::from)?;
    install(&mut tx, vec![Put { key: Key::new(Entity::Company, id.0), body, deleted: false }], stamp).await?;
    Ok(tx)
}

/// The company that a command means: the one with this short name, or the only one.
pub async fn company_named(db: &crate::db::Db, slug: Option<&str>) -> Result<Option<companies::CompanyEntry>, DbError> {
    let mut all = companies::all(db).await?;
    match slug {
        Some(slug) => Ok(all.into_iter().find(|c| c.slug == slug)),
        None if all.len() == 1 => Ok(all.pop()),
        None => Ok(None),
    }
}

fn user_of(request: &InviteRequest) -> User {
    User {
        name: request.name.trim().to_owned(),
        login: sign_in::tidy(&request.login),
        role: request.role,
        title: request.title.trim().to_owned(),
        phone: request.phone.trim().to_owned(),
        email: request.email.trim().to_owned(),
        truck: None,
        active: true,
    }
}
