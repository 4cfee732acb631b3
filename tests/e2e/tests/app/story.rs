//! A technician's day.

use domain::Entity;
use domain::checklist::{Checklist, Finding};
use domain::status::Status;
use domain::stock::Movement;
use domain::time_entry::TimeEntry;
use e2e::people::MIKE;
use e2e::pictures::Pictures;
use e2e::{App, Engine, Failure, Oracle, Server};

#[tokio::test]
async fn what_a_technician_does_on_a_job_arrives_at_the_office() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    app.pick_segment("job-scope", "mine").await?;
    let number = app.number_of_job("Dispatched").await?;
    app.open_job(&number).await?;

    app.next_step("Travelling").await?;
    app.next_step("On site").await?;
    app.add_note("Main breaker is warm.").await?;
    let mut pictures = Pictures::upright(3)?;
    pictures.add_rotated()?;
    app.add_photos(pictures.paths()).await?;
    app.tap("checklist-start").await?;
    app.tap("template-row").await?;
    app.answer(0, "pass").await?;
    app.answer(1, "fail").await?;
    app.tap("order-timer-stop").await?;
    app.tap("timer-travel").await?;
    app.find("order-timer-stop").await?;
    app.tap("order-timer-stop").await?;
    app.wait_until_gone("order-timer-stop").await?;
    app.tap_css("nav a[href='/scan']").await?;
    app.tap("scan-type").await?;
    app.write("scan-code", "400880000600").await?;
    app.tap("scan-submit").await?;
    app.find_saying("item-name", "15 A").await?;
    app.tap("act-receive").await?;
    app.wait_for_words("added to").await?;
    app.tap("sheet-close").await?;
    app.tap("scan-leave").await?;
    app.send_all().await?;

    let oracle = Oracle::ask(&server).await?;
    let (job, order) = oracle.job(&number)?;
    assert_eq!(order.status, Status::OnSite);
    assert!(oracle.notes(job).contains(&"Main breaker is warm.".to_owned()));
    let _ = (Entity::Item, Finding::Pass);
    let _ = std::any::type_name::<(Checklist, Movement, TimeEntry)>();
    Ok(())
}
