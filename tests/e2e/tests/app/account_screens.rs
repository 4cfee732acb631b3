//! Every screen about accounts opens, in large type too, and is photographed where pictures are wanted.

use e2e::people::{MIKE, OLIVIA};
use e2e::{App, Engine, Failure, Server};

#[tokio::test]
async fn every_screen_about_the_own_account_opens() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.find("login-forgot").await?;
    app.shoot("account-login").await?;
    app.tap("login-forgot").await?;
    app.find("forgot-ask").await?;
    app.shoot("account-forgot").await?;
    app.write("forgot-name", MIKE.login).await?;
    app.tap("forgot-ask").await?;
    app.find("reset-code").await?;
    app.shoot("account-reset").await?;
    app.visit("/login").await?;
    app.sign_in(MIKE).await?;

    app.visit("/settings").await?;
    app.find("settings-security").await?;
    app.shoot("account-settings").await?;
    app.tap("settings-security").await?;
    app.find("sign-in-row").await?;
    app.shoot("account-security").await?;
    app.fits_in_large_type("account-security").await?;
    app.visit("/settings/security/password").await?;
    app.find("password-submit").await?;
    app.shoot("account-password").await?;
    app.visit("/settings/security/second-factor").await?;
    app.write("factor-password", MIKE.password).await?;
    app.shoot("account-factor-on").await?;
    app.tap("factor-begin").await?;
    let mut authenticator = e2e::Authenticator::with(&app.text("factor-secret").await?)?;
    app.find("factor-qr").await?;
    app.shoot("account-factor-key").await?;
    app.fits_in_large_type("account-factor-key").await?;
    app.write("factor-code", &authenticator.code().await?).await?;
    app.tap("factor-confirm").await?;
    app.wait_for_count("recovery-code", 10).await?;
    app.shoot("account-recovery").await?;
    app.fits_in_large_type("account-recovery").await?;
    app.tap("recovery-done").await?;
    app.visit("/settings/security/second-factor").await?;
    app.find("factor-end").await?;
    app.shoot("account-factor-off").await?;

    let other = App::open(Engine::Chromium, &server).await?;
    other.try_to_sign_in(MIKE.login, MIKE.password).await?;
    other.find("second-factor").await?;
    other.shoot("account-login-factor").await?;
    other.fits_in_large_type("account-login-factor").await?;
    other.write("second-factor", &authenticator.code().await?).await?;
    other.tap("login-submit").await?;
    other.wait_until_ready().await?;
    app.visit("/settings/security").await?;
    app.find("session-end").await?;
    app.shoot("account-sessions").await?;
    app.tap("session-end").await?;
    app.find_css("dialog[open]").await?;
    app.shoot("account-session-end").await?;

    server.kill();
    app.visit("/settings/security").await?;
    app.wait_for_count("account-unknown", 2).await?;
    app.shoot("account-offline").await
}

#[tokio::test]
async fn every_screen_about_somebodys_account_opens() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(OLIVIA).await?;
    app.visit("/people").await?;
    app.tap_saying("person-row", "Mike").await?;
    app.find("person-account").await?;
    app.shoot("account-person").await?;
    app.tap("person-account").await?;
    app.find("account-state").await?;
    app.find_css("[data-testid='account-lock']").await?;
    app.shoot("account-of-mike").await?;
    app.fits_in_large_type("account-of-mike").await?;
    app.tap("account-reset").await?;
    app.find_css("dialog[open]").await?;
    app.shoot("account-reset-ask").await?;
    app.tap_css("dialog[open] [data-testid='confirm-yes']").await?;
    app.find("reset-made").await?;
    app.shoot("account-reset-made").await?;
    app.tap("reset-done").await?;
    app.tap("account-lock").await?;
    app.write("account-lock-reason", "Phone left on a train").await?;
    app.shoot("account-lock").await?;
    app.tap_css("dialog[open] [data-testid='confirm-yes']").await?;
    app.find("account-unlock").await?;
    app.shoot("account-locked").await?;

    app.visit("/people/new").await?;
    app.write("invite-name", "Sam Ortiz").await?;
    app.write("invite-login", "sam.ortiz").await?;
    app.tap("invite-submit").await?;
    app.find_saying("invite-letter", "hand it over yourself").await?;
    app.shoot("account-invited").await
}
