//! The first screen while the second part of the program is not there.

use e2e::people::MIKE;
use e2e::{App, Engine, Failure, Server};
use serde_json::json;

/// The browser is left with what it keeps by itself: no service worker that would hand out the second part.
const WITHOUT_WORKER: &str = "
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
    return true;";
/// What index.html holds while no part of the program draws.
const SHELL_SHOWS: &str = "return getComputedStyle(document.getElementById('shell')).display !== 'none'";
/// Storage that will not open, as after a disk error.
const NO_STORAGE: &str = "IDBFactory.prototype.open = () => { throw new DOMException('broken', 'UnknownError'); };";
/// A browser from before vectors came to WebAssembly.
const OLD: &str = "WebAssembly.validate = () => false;";

async fn hold_back(app: &App, addresses: &[&str]) -> Result<(), Failure> {
    let cdp = app.browser.driver.cdp();
    cdp.send_raw("Network.enable", json!({})).await?;
    cdp.send_raw("Network.setBlockedURLs", json!({ "urls": addresses })).await?;
    Ok(())
}

async fn signed_in(server: &Server) -> Result<App, Failure> {
    let app = App::open(Engine::Chromium, server).await?;
    app.sign_in(MIKE).await?;
    app.send_all().await?;
    app.run_async::<bool>(WITHOUT_WORKER, json!(null)).await?;
    Ok(app)
}

#[tokio::test]
async fn the_first_list_stands_and_the_rest_says_that_it_is_not_there_until_it_is() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = signed_in(&server).await?;
    hold_back(&app, &["*_second.wasm"]).await?;
    app.visit("/").await?;
    app.find("next-job").await?;
    app.find_css(".tabs a[href='/today'][aria-current=page]").await?;
    assert_eq!(app.count("next-step").await?, 0, "the one big button belongs to the second part");
    // A link waits without loading the page, and the way back works.
    app.browser.run::<bool>("window.sameProgram = true; return true").await?;
    app.tap_css(".tabs a[href='/jobs']").await?;
    app.wait_for_words("not on this phone yet").await?;
    app.shoot("second-part-missing").await?;
    app.browser.driver.back().await?;
    app.find("next-job").await?;
    app.tap_css(".tabs a[href='/jobs']").await?;
    app.wait_for_words("not on this phone yet").await?;
    hold_back(&app, &[]).await?;
    app.find("job-row").await?;
    assert!(app.browser.run::<bool>("return window.sameProgram === true").await?);
    Ok(())
}

#[tokio::test]
async fn the_first_list_never_shows_less_than_what_was_entered() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = signed_in(&server).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    app.open_job(&number).await?;
    hold_back(&app, &["*/sync/*", "*_second.wasm"]).await?;
    app.add_note("Written before the second part was lost.").await?;
    app.wait_for_chip("1 saved").await?;
    app.visit("/today").await?;
    app.wait_for_words("not on this phone yet").await?;
    assert_eq!(app.count("next-job").await?, 0, "the list would be without the edit");
    hold_back(&app, &["*/sync/*"]).await?;
    app.find("next-job").await?;
    app.wait_for_chip("1 saved").await?;
    hold_back(&app, &[]).await?;
    app.send_all().await?;
    app.open_job(&number).await?;
    app.find_saying("note", "Written before the second part was lost.").await?;
    Ok(())
}

#[tokio::test]
async fn a_storage_that_cannot_be_opened_is_said_in_words() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = signed_in(&server).await?;
    let cdp = app.browser.driver.cdp();
    cdp.send_raw("Page.enable", json!({})).await?;
    let script = cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NO_STORAGE })).await?;
    app.visit("/today").await?;
    app.wait_for_words("Try again").await?;
    assert!(!app.browser.run::<bool>(SHELL_SHOWS).await?);
    app.shoot("storage-trouble").await?;
    cdp.send_raw("Page.removeScriptToEvaluateOnNewDocument", script).await?;
    app.tap_css("main .button").await?;
    app.find("next-job").await?;
    Ok(())
}

#[tokio::test]
async fn a_browser_that_is_too_old_is_told_what_it_needs() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    let cdp = app.browser.driver.cdp();
    cdp.send_raw("Page.enable", json!({})).await?;
    cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": OLD })).await?;
    app.visit("/").await?;
    app.wait_for_words("too old for Pem2").await?;
    app.wait_for_words("is still on this phone").await?;
    app.shoot("old-browser").await?;
    Ok(())
}
