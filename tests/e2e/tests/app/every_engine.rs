//! The main road, in each of the three engines: start without a network, work, send, update.

use e2e::people::MIKE;
use e2e::second_build::SecondBuild;
use e2e::{App, Engine, Failure, Oracle, Server};
use serde_json::json;

#[tokio::test]
async fn chromium_starts_offline_sends_later_and_updates() -> Result<(), Failure> {
    main_road(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_starts_offline_sends_later_and_updates() -> Result<(), Failure> {
    main_road(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_starts_offline_sends_later_and_updates() -> Result<(), Failure> {
    main_road(Engine::WebKit).await
}

#[tokio::test]
async fn an_update_that_did_not_arrive_whole_is_fetched_again_while_the_app_is_open() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let second = SecondBuild::of(&server).await?;
    let page = second.lose_page()?;
    server.serve_from(second.folder());
    server.start_again().await?;
    let state: String = app.run_async(UPDATE, json!(null)).await?;
    assert_eq!(state, "redundant");
    second.mend_page(&page)?;
    app.tap("update-now").await?;
    app.wait_for_build(&second.build).await
}

/// Asks for the next build; what became of it.
const UPDATE: &str = "
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise((resolve) => {
        registration.addEventListener('updatefound', () => resolve(registration.installing), { once: true });
    });
    await registration.update().catch(() => null);
    const coming = await found;
    while (coming.state === 'installing') {
        await new Promise((resolve) => coming.addEventListener('statechange', resolve, { once: true }));
    }
    return coming.state;";

async fn main_road(engine: Engine) -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(engine, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;

    server.kill();
    app.visit("/jobs").await?;
    app.find_saying("job-row", &number).await?;
    app.wait_for_chip("Offline").await?;
    app.open_job(&number).await?;
    app.add_note("Written without a network.").await?;
    app.wait_for_chip("1 saved").await?;

    server.start_again().await?;
    app.send_all().await?;
    let oracle = Oracle::ask(&server).await?;
    let (job, _) = oracle.job(&number)?;
    assert_eq!(oracle.notes(job).iter().filter(|text| *text == "Written without a network.").count(), 1);

    let second = SecondBuild::of(&server).await?;
    server.serve_from(second.folder());
    server.start_again().await?;
    app.visit("/jobs").await?;
    app.tap("update-now").await?;
    app.wait_for_build(&second.build).await?;
    app.find_saying("job-row", &number).await?;
    app.wait_until_gone("update-now").await
}
