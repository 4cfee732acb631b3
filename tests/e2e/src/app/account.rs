//! The own account, and those that an admin looks after.

use super::App;
use crate::people::Person;
use crate::{Authenticator, Failure};

impl App {
    /// Signs out, with everything sent.
    pub async fn sign_out(&self) -> Result<(), Failure> {
        self.wait_for_chip("All sent").await?;
        self.tap_css("nav a[href='/more']").await?;
        self.tap("signout").await?;
        self.find("login-name").await.map(drop)
    }

    /// Switches two-step sign-in on: the authenticator, and the recovery codes.
    pub async fn switch_second_factor_on(&self, person: Person) -> Result<(Authenticator, Vec<String>), Failure> {
        self.visit("/settings/security").await?;
        self.tap("account-second-factor").await?;
        self.write("factor-password", person.password).await?;
        self.tap("factor-begin").await?;
        let mut authenticator = Authenticator::with(&self.text("factor-secret").await?)?;
        self.write("factor-code", &authenticator.code().await?).await?;
        self.tap("factor-confirm").await?;
        self.wait_for_count("recovery-code", 10).await?;
        let script = "return [...document.querySelectorAll(\"[data-testid='recovery-code']\")].map((e) => e.innerText)";
        let codes = self.browser.run(script).await?;
        self.tap("recovery-done").await?;
        self.find_saying("account-second-factor", "On. 10 recovery codes left").await?;
        Ok((authenticator, codes))
    }

    /// Opens somebody's account, through the list of people.
    pub async fn open_account(&self, name: &str) -> Result<(), Failure> {
        self.visit("/people").await?;
        self.tap_saying("person-row", name).await?;
        self.tap("person-account").await?;
        self.find("account-state").await.map(drop)
    }

    /// Fills in the fields for a new password.
    pub async fn choose_password(&self, password: &str) -> Result<(), Failure> {
        self.write("setup-password", password).await?;
        self.write("setup-password-again", password).await
    }
}
