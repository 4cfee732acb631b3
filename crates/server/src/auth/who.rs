//! Which account a login means, and who that is.

use domain::ids::{CompanyId, UserId};
use domain::people::{Company, User};
use domain::{Entity, Key, Row};
use protocol::auth::Who;
use protocol::error::ErrorCode;
use sync::server::ServerStore;

use super::password::About;
use crate::app::App;
use crate::db::DbError;
use crate::db::accounts::{self, Known};
use crate::error::AppError;

/// The longest login that anybody has, in characters.
const LONGEST: usize = 200;

/// How logins are kept and compared. What is longer is cut: it is nobody's, and no table should have to hold it.
pub fn tidy(login: &str) -> String {
    let kept = login.trim().chars().filter(|c| !c.is_control()).take(LONGEST);
    kept.collect::<String>().to_lowercase()
}

/// The account that `login` means: alone when only one company has it, as `name@company` otherwise.
pub async fn find(app: &App, login: &str) -> Result<Option<Known>, AppError> {
    let mut found = accounts::by_login(&app.db, login).await?;
    if found.len() == 1 {
        return Ok(found.pop());
    }
    match login.rsplit_once('@') {
        Some((name, slug)) => Ok(accounts::by_login_at(&app.db, name, slug).await?),
        None => Ok(None),
    }
}

/// A person's row and the company's name, whether the person is active or not.
pub async fn rows(app: &App, company: CompanyId, user: UserId) -> Result<(Option<User>, String), DbError> {
    let keys = [Key::new(Entity::Company, company.0), Key::new(Entity::User, user.0)];
    let rows = app.store.rows(company, &keys).await?;
    let find = |key: Key| rows.iter().find(|r| r.key() == key && !r.deleted);
    let named: Company = find(keys[0]).and_then(Row::read).unwrap_or_default();
    Ok((find(keys[1]).and_then(Row::read), named.name))
}

/// Who somebody is, from the company's rows. Refused when switched off.
pub async fn person(app: &App, company: CompanyId, user: UserId) -> Result<Who, AppError> {
    let (me, company_name) = rows(app, company, user).await?;
    let Some(me) = me.filter(|u| u.active) else {
        return Err(AppError::new(ErrorCode::AccountInactive, "this account is switched off"));
    };
    Ok(Who { company, company_name, user, name: me.name, login: me.login, role: me.role })
}

/// What somebody who guesses this person's password tries first.
pub const fn about(who: &Who) -> About<'_> {
    About { login: who.login.as_str(), name: who.name.as_str(), company: who.company_name.as_str() }
}
