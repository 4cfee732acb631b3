//! Two people, one work order, no signal.

use e2e::people::{DANA, MIKE, TESS};
use e2e::{App, Engine, Failure, Oracle, Server};

/// What each of the two calls the job.
const TITLES: [&str; 2] = ["Replace panel, 200 A", "Replace panel and meter socket"];

#[tokio::test]
async fn two_technicians_edit_one_job_offline_and_no_value_is_lost() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let mike = App::open(Engine::Chromium, &server).await?;
    mike.sign_in(MIKE).await?;
    mike.open_jobs().await?;
    let number = mike.number_of_job("Dispatched").await?;
    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(DANA).await?;
    office.open_job(&number).await?;
    send_along(&office, "Tess Moreau").await?;
    let tess = App::open(Engine::Chromium, &server).await?;
    tess.sign_in(TESS).await?;
    tess.open_job(&number).await?;
    mike.send_all().await?;
    mike.open_job(&number).await?;

    server.kill();
    change(&mike, &[("title", TITLES[0]), ("permit", "E-2026-118")]).await?;
    change(&tess, &[("title", TITLES[1]), ("code_edition", "527 CMR 12.00 (2026)")]).await?;
    server.start_again().await?;
    // Each may send by itself, and hear of the other's before it is asked to.
    for app in [&tess, &mike, &office] {
        app.ask_to_send().await?;
        app.wait_for_chip("1 to settle").await?;
        app.open_job(&number).await?;
        for value in TITLES {
            app.find_saying("conflict-card", value).await?;
        }
        for author in ["Mike Callahan", "Tess Moreau"] {
            app.find_saying("conflict-card", author).await?;
        }
        app.wait_for_words("E-2026-118").await?;
        app.wait_for_words("527 CMR 12.00 (2026)").await?;
    }
    let oracle = Oracle::ask(&server).await?;
    let (_, order) = oracle.job(&number)?;
    // Who was first stands until somebody chooses. Either phone may have been: both woke up by themselves.
    let [first, second] = TITLES;
    let other = if order.title == first { second } else { first };
    assert!(TITLES.contains(&order.title.as_str()), "{}", order.title);
    assert_eq!(
        (&*order.permit, &*order.code_edition),
        ("E-2026-118", "527 CMR 12.00 (2026)"),
        "other fields both land"
    );

    office.tap("conflict-take").await?;
    office.wait_until_gone("conflict-card").await?;
    office.send_all().await?;
    mike.send_all().await?;
    mike.open_job(&number).await?;
    mike.find_saying("order-title", other).await?;
    assert_eq!(mike.count("conflict-card").await?, 0);
    Ok(())
}

/// Puts one more person on the open job.
async fn send_along(office: &App, name: &str) -> Result<(), Failure> {
    office.tap("order-edit").await?;
    office.tap_css("[data-testid='people-picker'] summary").await?;
    office.tap_label(name).await?;
    office.tap("order-save").await?;
    office.find("order-head").await?;
    office.send_all().await
}

/// Fills fields of the open job in, by their names, and saves them on the phone.
async fn change(app: &App, fields: &[(&str, &str)]) -> Result<(), Failure> {
    app.tap("order-edit").await?;
    for (name, text) in fields {
        app.write_css(&format!("form [name='{name}']"), text).await?;
    }
    app.tap("order-save").await?;
    app.find("order-head").await?;
    app.wait_for_chip("1 saved").await
}
