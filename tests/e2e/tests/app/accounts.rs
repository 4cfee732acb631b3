//! Signing in and out.

use e2e::people::{MIKE, OLIVIA, Person};
use e2e::{App, Engine, Failure, Oracle, Server};

#[tokio::test]
async fn signing_out_with_unsent_work_is_refused_with_the_count() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    server.kill();
    app.open_job(&number).await?;
    app.add_note("Not sent yet.").await?;
    app.add_note("Nor this one.").await?;

    app.tap_css("nav a[href='/more']").await?;
    app.tap("signout").await?;
    app.wait_for_words("2 have not been sent").await?;
    app.tap("signout-stay").await?;

    server.start_again().await?;
    app.send_all().await?;
    app.tap_css("nav a[href='/more']").await?;
    app.tap("signout").await?;
    app.find("login-name").await?;
    let oracle = Oracle::ask(&server).await?;
    let (job, _) = oracle.job(&number)?;
    assert_eq!(
        oracle.notes(job).iter().filter(|text| text.contains("Not sent yet") || text.contains("Nor this")).count(),
        2
    );
    Ok(())
}

#[tokio::test]
async fn work_kept_on_the_phone_at_signing_out_goes_out_at_the_next_sign_in() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    server.kill();
    app.open_job(&number).await?;
    app.add_note("Kept on the phone.").await?;
    app.tap_css("nav a[href='/more']").await?;
    app.tap("signout").await?;
    app.tap("signout-keep").await?;
    app.find("login-name").await?;

    server.start_again().await?;
    app.sign_in(OLIVIA).await?;
    app.tap_css("nav a[href='/more']").await?;
    app.tap("signout").await?;
    app.sign_in(MIKE).await?;
    let oracle = Oracle::ask(&server).await?;
    let (job, _) = oracle.job(&number)?;
    assert_eq!(oracle.notes(job).iter().filter(|text| *text == "Kept on the phone.").count(), 1);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_that_is_over_stops_no_work_and_only_waits_with_sending() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    app.forget_sign_in().await?;
    app.visit("/jobs").await?;
    app.wait_for_chip("Sign in").await?;
    app.open_job(&number).await?;
    app.add_note("Written after the sign-in was over.").await?;
    app.wait_for_chip("Sign in to send 1").await?;

    app.sign_in_again(MIKE).await?;
    app.wait_for_chip("All sent").await?;
    let oracle = Oracle::ask(&server).await?;
    let (job, _) = oracle.job(&number)?;
    assert!(oracle.notes(job).contains(&"Written after the sign-in was over.".to_owned()));
    Ok(())
}

#[tokio::test]
async fn an_invited_person_chooses_a_password_and_sees_the_app() -> Result<(), Failure> {
    let server = Server::start().await?;
    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(OLIVIA).await?;
    office.tap_css("nav a[href='/more']").await?;
    office.tap_css("main a[href='/people']").await?;
    office.tap("invite-open").await?;
    office.write("invite-name", "Sam Ortiz").await?;
    office.write("invite-login", "sam.ortiz").await?;
    office.tap("invite-submit").await?;
    let code = office.text("invite-code").await?;

    let phone = App::open(Engine::Chromium, &server).await?;
    phone.tap_css("a[href='/login/set-up']").await?;
    phone.write("setup-name", "sam.ortiz").await?;
    phone.write("setup-code", &code).await?;
    let password = "copper lugs torque";
    phone.write("setup-password", password).await?;
    phone.write("setup-password-again", password).await?;
    phone.tap("setup-submit").await?;
    phone.wait_until_ready().await?;
    phone.tap_css("nav a[href='/more']").await?;
    phone.wait_for_words("Sam Ortiz").await?;

    phone.tap("signout").await?;
    phone.sign_in(Person { login: "sam.ortiz", password }).await
}

#[tokio::test]
async fn the_sixth_bad_try_says_how_long_to_wait() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    for _ in 0..5 {
        app.try_to_sign_in("mike", "wrong-password").await?;
        app.find_saying("login-error", "do not match").await?;
    }
    app.try_to_sign_in("mike", "wrong-password").await?;
    app.find_saying("login-error", "Too many tries. Wait").await?;
    app.try_to_sign_in(MIKE.login, MIKE.password).await?;
    app.find_saying("login-error", "Too many tries. Wait").await?;
    Ok(())
}
