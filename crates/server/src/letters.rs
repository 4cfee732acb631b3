//! What letters say. A code stands in the letter alone: the link leads to the app, where the code is typed.

use domain::ids::CompanyId;

use crate::db::companies::CompanyEntry;
use crate::db::mail::Letter;

/// What a letter with a code is made of.
#[derive(Clone, Copy)]
pub struct Code<'a> {
    /// The person's address.
    pub to: &'a str,
    /// The company's name.
    pub company_name: &'a str,
    /// What the person types to sign in.
    pub login: &'a str,
    /// The one-time code.
    pub code: &'a str,
    /// Where the app is.
    pub link: Option<&'a str>,
}

/// An invitation.
pub fn invited(company: CompanyId, words: &Code<'_>) -> Letter {
    let Code { company_name, login, code, .. } = words;
    let open = open(words.link);
    letter(
        company,
        words,
        format!("Your account at {company_name}"),
        format!(
            "{company_name} has made an account for you.\n\n\
             {open}, choose \"I have a one-time code\", and type:\n\n\
             User name: {login}\n\
             Code:      {code}\n\n\
             Then choose a password of your own. The code is good for seven days, once.\n"
        ),
    )
}

/// A forgotten password.
pub fn reset(company: CompanyId, words: &Code<'_>) -> Letter {
    let Code { company_name, login, code, .. } = words;
    let open = open(words.link);
    letter(
        company,
        words,
        format!("A new password at {company_name}"),
        format!(
            "Somebody, probably you, has asked for a new password.\n\n\
             {open}, choose \"Forgot the password\", and type:\n\n\
             User name: {login}\n\
             Code:      {code}\n\n\
             The code is good for an hour, once. If it was not you, do nothing: your password stays as it is.\n"
        ),
    )
}

/// The login as it is typed where one installation serves several companies.
pub fn login_at(login: &str, company: Option<(CompanyEntry, bool)>) -> String {
    match company {
        Some((company, false)) => format!("{login}@{}", company.slug),
        _ => login.to_owned(),
    }
}

fn open(link: Option<&str>) -> String {
    link.map_or_else(|| "Open the app".to_owned(), |link| format!("Open {link}"))
}

fn letter(company: CompanyId, words: &Code<'_>, subject: String, body: String) -> Letter {
    let subject = subject.chars().filter(|c| !c.is_control()).collect();
    Letter { company: Some(company), to: words.to.to_owned(), subject, body }
}
