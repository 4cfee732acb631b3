//! Every screen opens without a network call of its own, and is photographed where pictures are wanted.

use e2e::camera::film;
use e2e::engine::SetUp;
use e2e::people::{MIKE, OLIVIA};
use e2e::pictures::Pictures;
use e2e::{App, Browser, Engine, Failure, Server};

#[tokio::test]
async fn every_screen_of_the_field_opens() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let browser = Browser::open_with(Engine::Chromium, SetUp::filming(film()?)).await?;
    let app = App::start(browser, &server).await?;
    app.find("login-name").await?;
    app.shoot("login").await?;
    app.visit("/login/set-up").await?;
    app.find("setup-code").await?;
    app.shoot("login-set-up").await?;
    app.visit("/login").await?;
    app.sign_in(MIKE).await?;
    app.shoot("today-first-run").await?;
    app.tap("first-run-skip").await?;
    app.find("next-job").await?;
    app.shoot("today").await?;
    app.open_jobs().await?;
    app.find("job-row").await?;
    app.shoot("jobs").await?;
    let number = app.number_of_job("Dispatched").await?;
    job(&app, &number).await?;
    stock(&app).await?;
    places(&app, &["/time", "/time/new", "/schedule", "/customers", "/more", "/settings", "/install", "/sync"]).await?;

    server.kill();
    app.open_job(&number).await?;
    app.add_note("Customer asks for a call before noon.").await?;
    app.shoot("job-offline").await?;
    app.visit("/sync").await?;
    app.find("sync-item").await?;
    app.shoot("sync-offline").await
}

#[tokio::test]
async fn every_screen_of_the_office_opens() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(OLIVIA).await?;
    app.visit("/today").await?;
    app.tap("first-run-skip").await?;
    app.find("status-counts").await?;
    app.shoot("office-today").await?;
    app.open_jobs().await?;
    app.pick_segment("job-scope", "all").await?;
    app.find("job-row").await?;
    app.shoot("office-jobs").await?;
    app.tap("job-row").await?;
    app.find("order-head").await?;
    app.shoot("office-job").await?;
    app.tap("order-edit").await?;
    app.find("order-form-title").await?;
    app.shoot("office-job-edit").await?;
    app.visit("/customers").await?;
    app.tap("customer-row").await?;
    app.find("customer-edit").await?;
    app.shoot("customer").await?;
    app.tap("customer-edit").await?;
    app.find("customer-save").await?;
    app.shoot("customer-edit").await?;
    places(&app, &["/jobs/new", "/customers/new", "/people", "/people/new", "/items/new", "/parked", "/conflicts"])
        .await?;

    app.widen().await?;
    for (path, mark, name) in [("/jobs", "job-row", "wide-jobs"), ("/today", "status-counts", "wide-today")] {
        app.visit(path).await?;
        app.find(mark).await?;
        app.shoot(name).await?;
    }
    Ok(())
}

/// A job and what belongs to it.
async fn job(app: &App, number: &str) -> Result<(), Failure> {
    app.open_job(number).await?;
    app.shoot("job").await?;
    app.next_step("Travelling").await?;
    app.start_checklist().await?;
    app.answer(0, "pass").await?;
    app.shoot("job-checklist").await?;
    app.add_photos(Pictures::upright(2)?.paths()).await?;
    app.add_note("Main breaker is warm. Torqued the lugs to 250 in-lb.").await?;
    app.show("#photos").await?;
    app.shoot("job-photos").await?;
    app.show("#notes").await?;
    app.shoot("job-notes").await?;
    app.tap("status-more").await?;
    app.find_css("dialog[open]").await?;
    app.shoot("job-steps").await?;
    app.tap_css("dialog[open] button").await?;
    app.tap_css("[data-testid='photo-tile'] a").await?;
    app.find("viewer").await?;
    app.shoot("photo").await?;
    app.tap("viewer-close").await?;
    app.find("order-head").await?;
    app.visit("/today").await?;
    app.find("timer").await?;
    app.shoot("today-timer").await
}

/// The shelf, by camera and by hand.
async fn stock(app: &App) -> Result<(), Failure> {
    app.visit("/scan").await?;
    app.find("item-name").await?;
    app.shoot("scan-found").await?;
    app.tap("sheet-close").await?;
    app.shoot("scan").await?;
    app.look_up("HPE-BIN-9999").await?;
    app.find("unknown-code").await?;
    app.shoot("scan-unknown").await?;
    app.tap("sheet-close").await?;
    app.scan_for("receive").await?;
    // The label is in view still, and counts for the new purpose.
    app.find("scan-row").await?;
    for code in ["400880000600", "400880000709"] {
        app.look_up(code).await?;
    }
    app.wait_for_count("scan-row", 3).await?;
    app.shoot("scan-basket").await?;
    app.tap("scan-review").await?;
    app.find("basket-line").await?;
    app.shoot("scan-review").await?;
    app.visit("/scan").await?;
    app.look_up("10400880000706").await?;
    app.find("pack-question").await?;
    app.shoot("scan-pack").await?;
    app.visit("/items").await?;
    app.find("item-row").await?;
    app.shoot("items").await?;
    app.tap("item-row").await?;
    app.find("item-panel").await?;
    app.shoot("item").await
}

/// Pages that need no more than their address.
async fn places(app: &App, paths: &[&str]) -> Result<(), Failure> {
    for path in paths {
        app.visit(path).await?;
        app.find("sync-chip").await?;
        app.shoot(&path.trim_start_matches('/').replace('/', "-")).await?;
    }
    Ok(())
}
