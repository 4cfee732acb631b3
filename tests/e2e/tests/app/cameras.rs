//! A camera that is not there, and the ways around it: each is said in words, with a next step.

use e2e::camera::label;
use e2e::people::MIKE;
use e2e::{App, Engine, Failure, Server};
use press::Format;
use thirtyfour::Key;

const RECEPTACLE: &str = "400880000600";

/// Mike on the scan page, with a label before the camera.
async fn before(format: Format, code: &str) -> Result<(Server, App), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.pretend_camera(&label(format, code, (1280, 720))?.0).await?;
    app.tap_css("nav a[href='/scan']").await?;
    Ok((server, app))
}

#[tokio::test]
async fn a_camera_that_does_not_open_says_why_and_opens_when_it_can() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    let (picture, _) = label(Format::UpcA, RECEPTACLE, (1280, 720))?;
    for (name, words) in [
        ("NotAllowedError", "not allowed"),
        ("NotFoundError", "No camera found"),
        ("NotReadableError", "Another app uses the camera"),
        ("UnknownError", "did not start"),
    ] {
        app.find_css("nav a[href='/scan']").await?;
        app.break_camera(name).await?;
        app.tap_css("nav a[href='/scan']").await?;
        app.find_saying("scan-blocked", words).await?;
        // Typing works without it.
        app.look_up(RECEPTACLE).await?;
        app.find("item-name").await?;
        app.tap("sheet-close").await?;
        app.pretend_camera(&picture).await?;
        app.tap("scan-again").await?;
        app.wait_until_gone("scan-blocked").await?;
        app.tap("scan-leave").await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_camera_that_ends_in_the_middle_is_opened_again() -> Result<(), Failure> {
    let (_server, app) = before(Format::UpcA, RECEPTACLE).await?;
    app.tap("sheet-close").await?;
    let end = "
        const video = document.querySelector('[data-testid=scan-video]');
        window.before = video.srcObject;
        video.srcObject.getVideoTracks()[0].stop();
        return true;";
    app.browser.run::<bool>(end).await?;
    let reopened = "
        const now = document.querySelector('[data-testid=scan-video]').srcObject;
        return !!now && now !== window.before";
    app.wait("another stream", async || Ok(app.browser.run::<bool>(reopened).await?.then_some(()))).await
}

#[tokio::test]
async fn the_camera_is_let_go_of_behind_another_app_and_comes_back() -> Result<(), Failure> {
    let (_server, app) = before(Format::UpcA, RECEPTACLE).await?;
    app.tap("sheet-close").await?;
    let hide = "
        window.away = true;
        Object.defineProperty(document, 'hidden', { get: () => window.away, configurable: true });
        return true;";
    app.browser.run::<bool>(hide).await?;
    let has_stream = "return !!document.querySelector('[data-testid=scan-video]').srcObject";
    app.wait("the camera off", async || Ok((!app.browser.run::<bool>(has_stream).await?).then_some(()))).await?;
    app.browser.run::<bool>("window.away = false; return true").await?;
    app.wait("the camera on", async || Ok(app.browser.run::<bool>(has_stream).await?.then_some(()))).await
}

#[tokio::test]
async fn a_hand_held_reader_scans_wherever_the_focus_is() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.break_camera("NotFoundError").await?;
    app.tap_css("nav a[href='/scan']").await?;
    app.find("scan-blocked").await?;
    // Its keys come faster than any hand's, and end with Enter.
    let burst = format!(
        "for (const key of [...'{RECEPTACLE}', 'Enter']) {{
            document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true }}));
        }}
        return true;"
    );
    app.browser.run::<bool>(&burst).await?;
    app.find_saying("item-name", "TR receptacle 15 A").await?;
    Ok(())
}

#[tokio::test]
async fn a_label_with_lot_and_amount_fills_them_in() -> Result<(), Failure> {
    // GTIN of what is in it, its number of pieces, a lot: GS1-128.
    let text = format!("{FNC1}02004008800006003712{FNC1}10LOT7", FNC1 = press::FNC1);
    let (_server, app) = before(Format::Code128, &text).await?;
    app.find_saying("item-name", "TR receptacle 15 A").await?;
    app.find_saying("scan-facts", "LOT7").await?;
    let amount = "return document.querySelector('[data-testid=qty] input').value";
    assert_eq!(app.browser.run::<String>(amount).await?, "12");
    Ok(())
}

#[tokio::test]
async fn a_picture_that_is_held_is_read_and_runs_on() -> Result<(), Failure> {
    let (_server, app) = before(Format::UpcA, RECEPTACLE).await?;
    app.tap("sheet-close").await?;
    app.tap("scan-freeze").await?;
    app.find_saying("item-name", "TR receptacle 15 A").await?;
    app.tap("sheet-close").await?;
    let paused = "return document.querySelector('[data-testid=scan-video]').paused";
    assert!(app.browser.run::<bool>(paused).await?);
    app.tap("scan-freeze").await?;
    app.wait("the picture running on", async || Ok((!app.browser.run::<bool>(paused).await?).then_some(()))).await
}

#[tokio::test]
async fn light_and_zoom_are_offered_where_the_camera_has_them_and_the_light_is_remembered() -> Result<(), Failure> {
    let (_server, app) = before(Format::UpcA, RECEPTACLE).await?;
    app.tap("sheet-close").await?;
    assert_eq!(app.count("scan-torch").await? + app.count("scan-zoom").await?, 0, "this one has neither");
    app.tap("scan-leave").await?;

    app.pretend_light_and_zoom().await?;
    app.tap_css("nav a[href='/scan']").await?;
    app.tap("sheet-close").await?;
    app.tap("scan-torch").await?;
    app.wait_for_asked_of_camera(r#"{"torch":true}"#).await?;
    app.find_css("[data-testid='scan-torch'][aria-pressed='true']").await?;
    app.find("scan-zoom").await?.send_keys(Key::Right).await?;
    app.wait_for_asked_of_camera(r#"{"zoom":1.5}"#).await?;

    app.tap("scan-leave").await?;
    app.tap_css("nav a[href='/scan']").await?;
    app.wait_for_asked_of_camera(r#"{"torch":true}"#).await?;
    app.find_css("[data-testid='scan-torch'][aria-pressed='true']").await?;
    app.tap("sheet-close").await?;
    app.tap("scan-torch").await?;
    app.wait_for_asked_of_camera(r#"{"torch":false}"#).await
}
