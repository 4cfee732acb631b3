//! Tells people by letter what happened to their account, so that somebody else's doing does not go unnoticed. The letter
//! is queued in the transaction of what it tells of.
//!
//! Never here: what a letter says.

use domain::ids::{CompanyId, UserId};

use super::who;
use crate::app::App;
use crate::db::mail::Letter;
use crate::db::{DbError, Tx, accounts, companies};
use crate::letters::{self, Notice};
use crate::mail::Mail;

/// A letter about an account to whose it is, or none: without a mail server or an address.
#[derive(Default)]
pub struct Telling<'a>(Option<(&'a Mail, Letter)>);

impl<'a> Telling<'a> {
    /// The letter that `words` writes. Read before the transaction is begun.
    pub async fn of(
        app: &'a App,
        (company, user): (CompanyId, UserId),
        words: fn(CompanyId, &Notice<'_>) -> Letter,
    ) -> Result<Self, DbError> {
        if !app.mail.is_there() {
            return Ok(Self::default());
        }
        let (person, company_name) = who::rows(app, company, user).await?;
        let Some(person) = person.filter(|person| person.active && !person.email.is_empty()) else {
            return Ok(Self::default());
        };
        let Some(known) = accounts::of(&app.db, company, user).await? else { return Ok(Self::default()) };
        let login = letters::login_at(&known.account.login, companies::named(&app.db, company).await?);
        let notice =
            Notice { to: &person.email, company_name: &company_name, login: &login, link: app.mail.public_url() };
        Ok(Self(Some((&app.mail, words(company, &notice)))))
    }

    /// Queues it with the transaction.
    pub async fn queue(&self, tx: &mut Tx, now: i64) -> Result<(), DbError> {
        match &self.0 {
            Some((mail, letter)) => mail.queue(tx, letter, now).await.map(drop),
            None => Ok(()),
        }
    }

    /// The transaction was committed: out with it.
    pub fn send(&self) {
        if let Some((mail, _)) = &self.0 {
            mail.look();
        }
    }
}
