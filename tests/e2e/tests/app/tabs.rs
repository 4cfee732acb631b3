//! Several tabs of one browser.

use e2e::people::MIKE;
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
