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

/// What a letter about an account is made of.
#[derive(Clone, Copy)]
pub struct Notice<'a> {
    /// The person's address.
    pub to: &'a str,
    /// The company's name.
    pub company_name: &'a str,
    /// What the person types to sign in.
    pub login: &'a str,
    /// Where the app is.
    pub link: Option<&'a str>,
}

/// An invitation.
pub fn invited(company: CompanyId, words: &Code<'_>) -> Letter {
    let Code { company_name, login, code, .. } = words;
    let open = open(words.link);
    letter(
        company,
        words.to,
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
        words.to,
        format!("A new password at {company_name}"),
        format!(
            "Somebody, probably you, has asked for a new password.\n\n\
             {open}, choose \"Forgot your password?\", and type:\n\n\
             User name: {login}\n\
             Code:      {code}\n\n\
             The code is good for an hour, once. If it was not you, do nothing: your password stays as it is.\n"
        ),
    )
}

/// The password is another one now.
pub fn password_changed(company: CompanyId, words: &Notice<'_>) -> Letter {
    let Notice { to, company_name, login, .. } = words;
    letter(
        company,
        to,
        format!("Your password at {company_name} was changed"),
        format!(
            "The password of your account {login} at {company_name} was changed just now.\n\n\
             If it was you, there is nothing to do.\n\n{}",
            if_it_was_not_you(words.link)
        ),
    )
}

/// The password alone is enough now.
pub fn second_factor_off(company: CompanyId, words: &Notice<'_>) -> Letter {
    let Notice { to, company_name, login, .. } = words;
    letter(
        company,
        to,
        format!("Two-step sign-in at {company_name} was switched off"),
        format!(
            "Two-step sign-in of your account {login} at {company_name} was switched off just now. From now on the \
             password alone is enough.\n\n\
             If it was you, or an admin did it because you asked, there is nothing to do.\n\n{}",
            if_it_was_not_you(words.link)
        ),
    )
}

/// The same way out for both: a new password ends every sign-in.
fn if_it_was_not_you(link: Option<&str>) -> String {
    format!(
        "If it was not you: {}, choose \"Forgot your password?\" and take a new password. That also ends every sign-in of \
         your account. Then tell an admin of your company. What you entered on your phone stays there.\n",
        open(link).replacen('O', "o", 1)
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

fn letter(company: CompanyId, to: &str, subject: String, body: String) -> Letter {
    let subject = subject.chars().filter(|c| !c.is_control()).collect();
    Letter { company: Some(company), to: to.to_owned(), subject, body }
}
