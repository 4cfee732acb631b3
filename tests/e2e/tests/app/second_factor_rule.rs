//! A company that asks its admins for two-step sign-in, and the picture that an authenticator reads.

use e2e::people::{DANA, OLIVIA, Person};
use e2e::{App, Authenticator, Engine, Failure, Oracle, Server};

const RUTH: Person = Person { login: "ruth.bell", password: "copper kettle under stairs" };

#[tokio::test]
async fn chromium_asks_an_admin_for_two_steps_and_loses_nothing() -> Result<(), Failure> {
    asks_an_admin_for_two_steps(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_asks_an_admin_for_two_steps_and_loses_nothing() -> Result<(), Failure> {
    asks_an_admin_for_two_steps(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_asks_an_admin_for_two_steps_and_loses_nothing() -> Result<(), Failure> {
    asks_an_admin_for_two_steps(Engine::WebKit).await
}

async fn asks_an_admin_for_two_steps(engine: Engine) -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(engine, &server).await?;
    app.sign_in(OLIVIA).await?;
    app.visit("/settings").await?;
    app.find_saying("settings-admins-factor", "Set up your own first").await?;
    let (_, codes) = app.switch_second_factor_on(OLIVIA).await?;
    app.visit("/settings").await?;
    make_the_rule(&app).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Waiting").await?;

    // A new authenticator: the old one goes first. In between nothing goes out, and nothing is lost.
    app.visit("/settings/security").await?;
    app.tap("account-second-factor").await?;
    app.wait_for_words("until you switch it on again, nothing is sent").await?;
    app.write("factor-password", OLIVIA.password).await?;
    app.tap("second-factor-other").await?;
    app.write("second-factor-recovery", &codes[0]).await?;
    app.tap("factor-end").await?;
    app.find_saying("account-second-factor", "Off.").await?;
    server.kill();
    app.open_job(&number).await?;
    app.add_note("Entered between two authenticators.").await?;
    server.start_again().await?;
    app.visit("/today").await?;
    app.wait_for_chip("One step to send 1").await?;
    app.find_saying("closed-line", "Your company asks admins for two-step sign-in").await?;
    app.shoot_from("main", "rule-line").await?;
    app.tap("closed-factor").await?;
    app.write("factor-password", OLIVIA.password).await?;
    app.tap("factor-begin").await?;
    set_up(&app).await?;
    app.tap("recovery-done").await?;
    app.wait_for_chip("All sent").await?;
    assert_eq!(app.count("closed-line").await?, 0);
    let oracle = Oracle::ask_as(&server, DANA).await?;
    let (job, _) = oracle.job(&number)?;
    let note = "Entered between two authenticators.";
    assert_eq!(oracle.notes(job).iter().filter(|text| *text == note).count(), 1);
    Ok(())
}

#[tokio::test]
async fn a_new_admin_sets_two_steps_up_right_after_the_first_password() -> Result<(), Failure> {
    let server = Server::start().await?;
    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(OLIVIA).await?;
    office.switch_second_factor_on(OLIVIA).await?;
    office.visit("/settings").await?;
    make_the_rule(&office).await?;
    office.visit("/people/new").await?;
    office.write("invite-name", "Ruth Bell").await?;
    office.write("invite-login", RUTH.login).await?;
    office.choose("invite-role", "admin").await?;
    office.tap("invite-submit").await?;
    let code = office.text("invite-code").await?;

    let app = App::open(Engine::Chromium, &server).await?;
    app.visit("/login/set-up").await?;
    app.write("setup-name", RUTH.login).await?;
    app.write("setup-code", &code).await?;
    app.choose_password(RUTH.password).await?;
    app.tap("setup-submit").await?;
    // Nothing else to do here: the page opens by itself.
    app.find("factor-begin").await?;
    app.shoot("rule-first").await?;
    app.write("factor-password", RUTH.password).await?;
    app.tap("factor-begin").await?;
    set_up(&app).await?;
    app.tap("recovery-done").await?;
    app.wait_until_ready().await?;
    app.visit("/today").await?;
    app.find("status-counts").await.map(drop)
}

#[tokio::test]
async fn the_picture_of_the_key_is_read_by_a_camera() -> Result<(), Failure> {
    for engine in [Engine::Chromium, Engine::Firefox, Engine::WebKit] {
        let server = Server::start().await?;
        let app = App::open(engine, &server).await?;
        app.sign_in(OLIVIA).await?;
        app.visit("/settings/security/second-factor").await?;
        app.write("factor-password", OLIVIA.password).await?;
        app.tap("factor-begin").await?;
        app.show("[data-testid='factor-link']").await?;
        let link: Option<String> =
            app.browser.run("return document.querySelector('[data-testid=factor-link]')?.getAttribute('href')").await?;
        // The whole page: not every engine's picture of a part of it is that part.
        let seen = image::load_from_memory(&app.browser.driver.screenshot_as_png().await?);
        let seen = seen.map_err(|error| Failure::said(error.to_string()))?.into_luma8();
        let frame = scanner::Luma::new(seen.width() as usize, seen.height() as usize, seen.as_raw());
        let frame = frame.map_err(|error| Failure::said(error.to_string()))?;
        let read = scanner::Scanner::default().read_still(frame);
        assert_eq!(read.first().map(|found| &found.text), link.as_ref(), "{engine:?}");
    }
    Ok(())
}

/// In the settings that are open. The switch answers once it is known that its admin has a second factor.
async fn make_the_rule(app: &App) -> Result<(), Failure> {
    let switch = |state: &str| format!("[data-testid='settings-admins-factor'] input:{state}");
    app.find_css(&switch("enabled")).await?;
    app.tap("settings-admins-factor").await?;
    app.find_css(&switch("checked")).await?;
    app.wait_for_chip("All sent").await
}

/// Puts the key that is shown into a new authenticator, and confirms it.
async fn set_up(app: &App) -> Result<(), Failure> {
    let mut authenticator = Authenticator::with(&app.text("factor-secret").await?)?;
    app.write("factor-code", &authenticator.code().await?).await?;
    app.tap("factor-confirm").await?;
    app.wait_for_count("recovery-code", 10).await
}
