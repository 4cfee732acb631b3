//! Two-step sign-in, passwords that are changed or forgotten, locked accounts. What is on a phone stays on it.

use e2e::people::{MIKE, OLIVIA, Person, TESS};
use e2e::{App, Engine, Failure, Oracle, Server};

const NEW_PASSWORD: &str = "copper lugs torque";

#[tokio::test]
async fn chromium_asks_for_a_code_of_the_authenticator() -> Result<(), Failure> {
    asks_for_a_code(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_asks_for_a_code_of_the_authenticator() -> Result<(), Failure> {
    asks_for_a_code(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_asks_for_a_code_of_the_authenticator() -> Result<(), Failure> {
    asks_for_a_code(Engine::WebKit).await
}

async fn asks_for_a_code(engine: Engine) -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(engine, &server).await?;
    app.sign_in(MIKE).await?;
    let (mut authenticator, codes) = app.switch_second_factor_on(MIKE).await?;
    app.sign_out().await?;

    app.try_to_sign_in(MIKE.login, MIKE.password).await?;
    app.find("second-factor").await?;
    assert_eq!(app.count("login-error").await?, 0, "being asked is no failure");
    app.write("second-factor", "no digits").await?;
    app.tap("login-submit").await?;
    app.find_saying("login-error", "wrong or was used").await?;
    // Name and password are still there.
    app.write("second-factor", &authenticator.code().await?).await?;
    app.tap("login-submit").await?;
    app.wait_until_ready().await?;

    app.visit("/settings/security").await?;
    app.tap("account-second-factor").await?;
    app.write("factor-password", MIKE.password).await?;
    app.tap("second-factor-other").await?;
    app.write("second-factor-recovery", &codes[0]).await?;
    app.tap("factor-end").await?;
    app.find_saying("account-second-factor", "Off.").await?;
    app.sign_out().await?;
    app.sign_in(MIKE).await
}

#[tokio::test]
async fn without_the_authenticator_each_recovery_code_lets_in_once() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    let (_lost, codes) = app.switch_second_factor_on(MIKE).await?;
    app.sign_out().await?;

    app.try_to_sign_in(MIKE.login, MIKE.password).await?;
    app.tap("second-factor-other").await?;
    app.write("second-factor-recovery", &codes[0]).await?;
    app.tap("login-submit").await?;
    app.wait_until_ready().await?;
    app.visit("/settings/security").await?;
    app.find_saying("account-second-factor", "9 recovery codes left").await?;
    app.find_saying("sign-in-row", "Recovery code used").await?;
    app.sign_out().await?;

    app.try_to_sign_in(MIKE.login, MIKE.password).await?;
    app.tap("second-factor-other").await?;
    app.write("second-factor-recovery", &codes[0]).await?;
    app.tap("login-submit").await?;
    app.find_saying("login-error", "wrong or was used").await?;
    app.write("second-factor-recovery", &codes[1]).await?;
    app.tap("login-submit").await?;
    app.wait_until_ready().await
}

#[tokio::test]
async fn another_password_ends_the_sign_in_of_the_other_phone_and_none_of_its_work() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let other = App::open(Engine::Chromium, &server).await?;
    other.sign_in(MIKE).await?;
    other.open_jobs().await?;
    let number = other.number_of_job("Dispatched").await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;

    server.kill();
    other.open_job(&number).await?;
    other.add_note("Entered before the password was changed.").await?;
    let other = other.browser.close().await?;
    server.start_again().await?;
    app.visit("/settings/security").await?;
    app.wait_for_count("session-row", 2).await?;
    app.tap("account-password").await?;
    app.write("password-old", "not the password").await?;
    app.choose_password(NEW_PASSWORD).await?;
    app.tap("password-submit").await?;
    app.find_saying("account-error", "not your password").await?;
    app.write("password-old", MIKE.password).await?;
    app.tap("password-submit").await?;
    app.wait_for_words("Password changed").await?;
    app.wait_for_count("session-row", 1).await?;

    let other = App::start(other.open().await?, &server).await?;
    other.wait_for_chip("Sign in to send 1").await?;
    other.tap_css("a[href='/login?again=1']").await?;
    other.write("login-password", MIKE.password).await?;
    other.tap("login-submit").await?;
    other.find_saying("login-error", "do not match").await?;
    other.write("login-password", NEW_PASSWORD).await?;
    other.tap("login-submit").await?;
    other.wait_for_chip("All sent").await?;
    is_there_once(&server, &number, "Entered before the password was changed.").await
}

#[tokio::test]
async fn chromium_tells_a_locked_person_and_sends_once_they_are_let_in_again() -> Result<(), Failure> {
    tells_a_locked_person(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_tells_a_locked_person_and_sends_once_they_are_let_in_again() -> Result<(), Failure> {
    tells_a_locked_person(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_tells_a_locked_person_and_sends_once_they_are_let_in_again() -> Result<(), Failure> {
    tells_a_locked_person(Engine::WebKit).await
}

async fn tells_a_locked_person(engine: Engine) -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let phone = App::open(engine, &server).await?;
    phone.sign_in(TESS).await?;
    phone.open_jobs().await?;
    let number = phone.number_of_job("Dispatched").await?;

    server.kill();
    phone.open_job(&number).await?;
    phone.add_note("Entered before the account was locked.").await?;
    // Before the phone finds the server again.
    server.lock(TESS.login, "Phone left on a train")?;
    server.start_again().await?;
    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(OLIVIA).await?;
    office.open_account("Tess").await?;
    office.find_saying("account-state", "Locked since").await?;
    office.find_saying("account-state", "Phone left on a train").await?;
    office.wait_for_count("session-row", 0).await?;

    phone.visit("/today").await?;
    phone.wait_for_chip("Locked, 1 kept").await?;
    phone.find_saying("closed-line", "What you entered is kept on this phone. Ask Olivia").await?;
    phone.shoot_from("main", "account-locked-phone").await?;
    phone.tap("closed-again").await?;
    phone.visit("/sync").await?;
    phone.find_saying("sync-summary", "1 is kept on this phone until an admin unlocks").await?;
    phone.visit("/login?again=1").await?;
    phone.write("login-password", TESS.password).await?;
    phone.tap("login-submit").await?;
    phone.find_saying("login-error", "locked or switched off").await?;
    phone.tap_css("a[href='/today']").await?;
    phone.wait_for_chip("Locked, 1 kept").await?;

    office.tap("account-unlock").await?;
    office.tap_css("dialog[open] [data-testid='confirm-yes']").await?;
    office.find("account-lock").await?;
    // Its sign-in stays over: asked again, the phone says so.
    phone.tap("closed-again").await?;
    phone.wait_for_chip("Sign in to send 1").await?;
    phone.sign_in_again(TESS).await?;
    phone.wait_for_chip("All sent").await?;
    is_there_once(&server, &number, "Entered before the account was locked.").await
}

#[tokio::test]
async fn a_code_from_an_admin_brings_another_password() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(OLIVIA).await?;
    office.open_account("Mike").await?;
    office.tap("account-reset").await?;
    office.tap_css("dialog[open] [data-testid='confirm-yes']").await?;
    let code = office.text("reset-made").await?;
    office.tap("reset-done").await?;
    office.find_saying("sign-in-row", "Code for a new password made").await?;

    let phone = App::open(Engine::Chromium, &server).await?;
    phone.tap("login-forgot").await?;
    for name in ["mike", "nobody"] {
        phone.write("forgot-name", name).await?;
        phone.tap("forgot-ask").await?;
        phone.find_saying("forgot-said", "If this account has an e-mail address, a code is on its way").await?;
        phone.visit("/login/forgot").await?;
    }
    server.kill();
    phone.write("forgot-name", "mike").await?;
    phone.tap("forgot-ask").await?;
    phone.find_saying("login-error", "No way to the server").await?;
    server.start_again().await?;

    phone.tap("forgot-have-code").await?;
    phone.write("reset-name", MIKE.login).await?;
    phone.write("reset-code", "WRONG-CODES").await?;
    phone.choose_password(NEW_PASSWORD).await?;
    phone.tap("reset-submit").await?;
    phone.find_saying("login-error", "The code is wrong").await?;
    phone.write("reset-code", &code.to_lowercase()).await?;
    phone.tap("reset-submit").await?;
    phone.wait_until_ready().await?;
    phone.sign_out().await?;
    phone.try_to_sign_in(MIKE.login, MIKE.password).await?;
    phone.find_saying("login-error", "do not match").await?;
    phone.sign_in(Person { login: MIKE.login, password: NEW_PASSWORD }).await
}

#[tokio::test]
async fn only_admins_see_the_accounts_of_others() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(e2e::people::DANA).await?;
    let oracle = Oracle::ask(&server).await?;
    let people = oracle.all::<domain::people::User>(domain::Entity::User);
    let (mike, _) = people.iter().find(|(_, user)| user.login == MIKE.login).expect("Mike works here");
    app.visit(&format!("/people/{mike}")).await?;
    app.wait_for_words("Only an admin looks after accounts").await?;
    assert_eq!(app.count("account-state").await? + app.count("session-row").await?, 0);
    Ok(())
}

async fn is_there_once(server: &Server, number: &str, note: &str) -> Result<(), Failure> {
    let oracle = Oracle::ask(server).await?;
    let (job, _) = oracle.job(number)?;
    assert_eq!(oracle.notes(job).iter().filter(|text| *text == note).count(), 1);
    Ok(())
}
