//! Signing in: by password, by set-up code, by refresh token. All three end in the same answer.

use domain::ids::DeviceId;
use domain::people::{Company, User};
use domain::{Entity, Key, Row};
use protocol::auth::{LoginRequest, Session as Answer, SetUpRequest, Who};
use protocol::error::ErrorCode;
use subtle::ConstantTimeEq;
use sync::server::ServerStore;
use uuid::Uuid;

use super::refresh::{self, Ruling, Token};
use super::{access, password, set_up_code, throttle};
use crate::app::App;
use crate::clock::{self, SECOND};
use crate::db::accounts::{self, Account};
use crate::db::attempts::Attempt;
use crate::db::sessions::{self, Phone, Session};
use crate::db::{Tx, audit};
use crate::error::AppError;

/// Somebody has signed in: the answer, and the token for the cookie.
pub struct SignIn {
    /// The answer.
    pub answer: Answer,
    /// For the cookie.
    pub refresh: Token,
}

/// Signs in by password.
pub async fn by_password(app: &App, request: LoginRequest, address: &str) -> Result<SignIn, AppError> {
    let login = tidy(&request.login);
    let attempt = Attempt { login: &login, address };
    throttle::count(&app.db, attempt).await?;
    let account = find(app, &login).await?;
    if let Some(account) = account.as_ref().filter(|a| a.password_hash.is_none() && a.set_up_code_hash.is_some()) {
        tracing::info!(user = %account.user, "sign-in before set-up");
        return Err(AppError::new(ErrorCode::SetUpNeeded, "choose a password with the set-up code first"));
    }
    let hash = account.as_ref().and_then(|a| a.password_hash.clone());
    let right = app.passwords.verify(request.password, hash).await?;
    let Some(account) = account.filter(|_| right) else {
        return Err(AppError::new(ErrorCode::BadCredentials, "wrong user name or password"));
    };
    throttle::clear(&app.db, attempt).await?;
    let who = who(app, &account).await?;
    let mut tx = app.db.begin().await?;
    let signed_in = start(app, &mut tx, &who, (request.device, &request.device_name)).await?;
    note(&mut tx, &account, address, "signed_in", &request.device_name).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Chooses the first password by set-up code, and signs in.
pub async fn by_set_up_code(app: &App, request: SetUpRequest, address: &str) -> Result<SignIn, AppError> {
    let login = tidy(&request.login);
    let attempt = Attempt { login: &login, address };
    throttle::count(&app.db, attempt).await?;
    let wrong = || AppError::new(ErrorCode::BadSetUpCode, "the code is wrong, used or too old");
    let account = find(app, &login).await?.ok_or_else(wrong)?;
    let code = set_up_code::hash(&request.code);
    let right = account.set_up_code_hash.as_deref().is_some_and(|h| bool::from(h.as_bytes().ct_eq(code.as_bytes())));
    if !right || account.set_up_expires_at <= clock::now() {
        return Err(wrong());
    }
    // Whoever has the code may try passwords: only wrong codes count.
    throttle::clear(&app.db, attempt).await?;
    password::check_strength(&request.password, &account.login)?;
    let hash = app.passwords.hash(request.password).await?;
    let who = who(app, &account).await?;
    let mut tx = app.db.begin().await?;
    if !accounts::set_up(&mut tx, &account, &hash).await? {
        return Err(wrong());
    }
    let signed_in = start(app, &mut tx, &who, (request.device, &request.device_name)).await?;
    note(&mut tx, &account, address, "set_up", &request.device_name).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Stays signed in by refresh token.
pub async fn by_refresh_token(app: &App, token: &Token, address: &str) -> Result<SignIn, AppError> {
    let now = clock::now();
    let mut tx = app.db.begin().await?;
    let session = sessions::lock(&mut tx, token.session).await?.ok_or_else(AppError::sign_in_needed)?;
    let successor = token.successor(&app.keys);
    let session = match refresh::rule(&session, &token.hash(), now) {
        Ruling::Rotate => {
            let session = refresh::rotated(session, &successor, now);
            sessions::update(&mut tx, &session, now).await?;
            session
        }
        Ruling::Reissue => session,
        Ruling::Over => return Err(AppError::sign_in_needed()),
        Ruling::Stolen => {
            sessions::revoke(&mut tx, session.id, "reuse", now).await?;
            let entry = audit::Entry {
                company: session.company,
                user: Some(session.user),
                address,
                event: "refresh_token_reused",
                detail: session.id.to_string(),
            };
            audit::write(&mut tx, entry, now).await?;
            tx.commit().await?;
            tracing::warn!(user = %session.user, session = %session.id, "a refresh token came twice; session ended");
            return Err(AppError::sign_in_needed());
        }
    };
    tx.commit().await?;
    let who = person(app, session.company, session.user).await?;
    Ok(SignIn { answer: answer(app, &session, who)?, refresh: successor })
}

/// Ends the session of `token`, if it is its newest or the one before.
pub async fn sign_out(app: &App, token: &Token) -> Result<(), AppError> {
    let mut tx = app.db.begin().await?;
    if let Some(session) = sessions::lock(&mut tx, token.session).await? {
        let hash = token.hash();
        if session.token_hash == hash || session.previous_hash.as_deref() == Some(hash.as_str()) {
            sessions::revoke(&mut tx, session.id, "signed_out", clock::now()).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// How logins are kept and compared.
pub fn tidy(login: &str) -> String {
    login.trim().to_lowercase()
}

/// The account that `login` means: alone when only one company has it, as `name@company` otherwise.
async fn find(app: &App, login: &str) -> Result<Option<Account>, AppError> {
    let mut found = accounts::by_login(&app.db, login).await?;
    if found.len() == 1 {
        return Ok(found.pop());
    }
    match login.rsplit_once('@') {
        Some((name, slug)) => Ok(accounts::by_login_at(&app.db, name, slug).await?),
        None => Ok(None),
    }
}

async fn who(app: &App, account: &Account) -> Result<Who, AppError> {
    person(app, account.company, account.user).await
}

/// Who somebody is, from the company's rows. Refused when switched off.
async fn person(app: &App, company: domain::ids::CompanyId, user: domain::ids::UserId) -> Result<Who, AppError> {
    let keys = [Key::new(Entity::Company, company.0), Key::new(Entity::User, user.0)];
    let rows = app.store.rows(company, &keys).await?;
    let find = |key: Key| rows.iter().find(|r| r.key() == key && !r.deleted);
    let me: Option<User> = find(keys[1]).and_then(Row::read);
    let Some(me) = me.filter(|u| u.active) else {
        return Err(AppError::new(ErrorCode::AccountInactive, "this account is switched off"));
    };
    let named: Company = find(keys[0]).and_then(Row::read).unwrap_or_default();
    Ok(Who { company, company_name: named.name, user, name: me.name, login: me.login, role: me.role })
}

async fn start(app: &App, tx: &mut Tx, who: &Who, (device, name): (DeviceId, &str)) -> Result<SignIn, AppError> {
    let now = clock::now();
    let id = Uuid::new_v4();
    let token = Token::first(id).map_err(|e| AppError::internal(&e))?;
    let session = Session {
        company: who.company,
        id,
        user: who.user,
        generation: 1,
        token_hash: token.hash(),
        previous_hash: None,
        previous_until: 0,
        confirmed: false,
        expires_at: now + refresh::LIFE,
        revoked: false,
    };
    let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
    sessions::insert(tx, &session, Phone { device, name: &name }, now).await?;
    Ok(SignIn { answer: answer(app, &session, who.clone())?, refresh: token })
}

fn answer(app: &App, session: &Session, who: Who) -> Result<Answer, AppError> {
    let claims = access::Claims {
        company: session.company,
        user: session.user,
        session: session.id,
        generation: session.generation,
        expires_at: clock::now() + access::LIFE,
    };
    let access_token = access::write(&app.keys.access, &claims).map_err(|e| AppError::internal(&e))?;
    let expires_in = u32::try_from(access::LIFE / SECOND).unwrap_or(u32::MAX);
    Ok(Answer { access_token, expires_in, who })
}

async fn note(
    tx: &mut Tx,
    account: &Account,
    address: &str,
    event: &'static str,
    detail: &str,
) -> Result<(), AppError> {
    let detail = detail.chars().take(100).collect();
    let entry = audit::Entry { company: account.company, user: Some(account.user), address, event, detail };
    Ok(audit::write(tx, entry, clock::now()).await?)
}
