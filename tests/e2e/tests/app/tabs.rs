//! Several tabs of one browser.

use std::time::{Duration, Instant};

use e2e::people::{DANA, MIKE};
use e2e::{App, Engine, Failure, Oracle, Server};

#[tokio::test]
async fn two_tabs_stay_in_step_and_send_once() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    app.open_job(&number).await?;
    let first = app.browser.driver.window().await?;
    let second = app.browser.driver.new_tab().await?;
    app.browser.driver.switch_to_window(second.clone()).await?;
    app.visit("/jobs").await?;
    app.open_job(&number).await?;
    app.add_note("Written in the second tab.").await?;
    app.wait_for_chip("All sent").await?;

    app.browser.driver.switch_to_window(first).await?;
    app.find_saying("note", "Written in the second tab.").await?;
    app.add_note("Written in the first tab.").await?;
    app.wait_for_chip("All sent").await?;
    app.browser.driver.switch_to_window(second).await?;
    app.find_saying("note", "Written in the first tab.").await?;

    let oracle = Oracle::ask(&server).await?;
    let (job, _) = oracle.job(&number)?;
    let written = oracle.notes(job).into_iter().filter(|text| text.starts_with("Written in the ")).collect::<Vec<_>>();
    assert_eq!(written.len(), 2, "{written:?}");
    Ok(())
}

/// A tab that lies behind another: the driver keeps both in front.
const BEHIND: &str = "
    Object.defineProperty(document, 'hidden', { get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
    return true";

#[tokio::test]
async fn the_tab_in_front_hears_news_though_the_tab_behind_it_sends_for_both() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(DANA).await?;
    office.open_job(&number).await?;

    app.browser.run::<bool>(BEHIND).await?;
    let second = app.browser.driver.new_tab().await?;
    app.browser.driver.switch_to_window(second).await?;
    app.visit("/jobs").await?;
    app.open_job(&number).await?;
    // The line of the first tab ends, and the second one's first word opens it again.
    for note in ["The gate code is new.", "And the dog is loose.", "Use the side door."] {
        office.add_note(note).await?;
        let written = Instant::now();
        app.wait_for_words(note).await?;
        // Without hints a tab asks twice a minute.
        assert!(written.elapsed() < Duration::from_secs(8), "{note} took {:?}", written.elapsed());
    }
    Ok(())
}
