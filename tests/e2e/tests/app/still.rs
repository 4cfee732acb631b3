//! What is under a finger stays there.

use e2e::people::MIKE;
use e2e::{App, Engine, Failure, Server};

/// The line goes by itself: its picture is taken while it is there.
const HOLD: &str = "document.getAnimations().forEach((it) => { it.currentTime = 1000; it.pause(); })";

#[tokio::test]
async fn nothing_moves_from_under_a_finger_when_the_signal_goes_and_comes() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.visit("/items").await?;
    app.tap("item-row").await?;
    app.tap("act-take").await?;
    app.find("pick-reason").await?;
    let before = place(&app).await?;
    server.kill();
    ask(&app).await?;
    app.wait_for_chip("Offline").await?;
    app.wait_for_words("Offline. Work is saved on this phone").await?;
    assert_eq!(place(&app).await?, before, "the line lies over a page that was there before it");
    app.browser.run::<()>(HOLD).await?;
    app.shoot("line-over-page").await?;
    app.browser.run::<()>("document.getAnimations().forEach((animation) => animation.finish())").await?;
    server.start_again().await?;
    ask(&app).await?;
    app.wait_for_chip("All sent").await?;
    assert_eq!(place(&app).await?, before);

    // A page that is opened without a signal makes room for the line, and keeps it.
    server.kill();
    ask(&app).await?;
    app.wait_for_chip("Offline").await?;
    app.visit("/items").await?;
    app.tap("item-row").await?;
    app.tap("act-take").await?;
    app.find("pick-reason").await?;
    let below_the_line = place(&app).await?;
    assert!(below_the_line > before, "{below_the_line} is not below {before}");
    server.start_again().await?;
    ask(&app).await?;
    app.wait_for_chip("All sent").await?;
    app.wait_for_words("Back online").await?;
    app.shoot("line-in-its-room").await?;
    assert_eq!(place(&app).await?, below_the_line);
    Ok(())
}

/// The phone thinks that its signal has changed, and the app asks the server.
async fn ask(app: &App) -> Result<(), Failure> {
    app.browser.run("dispatchEvent(new Event('online'))").await
}

/// Where the first reason is, in pixels from the upper edge of the page.
async fn place(app: &App) -> Result<i64, Failure> {
    app.browser
        .run(
            "scrollTo({ top: 0, behavior: 'instant' });
             return Math.round(document.querySelector(`[data-testid='pick-reason']`).getBoundingClientRect().top)",
        )
        .await
}
