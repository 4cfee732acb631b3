//! What admins see of the company as a whole: backups, keys of other programs, webhooks.

use domain::work_order::WorkOrder;
use domain::{Edit, Entity};
use e2e::people::{DANA, OLIVIA};
use e2e::{App, Engine, Failure, Oracle, Server};
use serde_json::{Value, json};

#[tokio::test]
async fn chromium_shows_how_backups_stand() -> Result<(), Failure> {
    shows_how_backups_stand(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_shows_how_backups_stand() -> Result<(), Failure> {
    shows_how_backups_stand(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_shows_how_backups_stand() -> Result<(), Failure> {
    shows_how_backups_stand(Engine::WebKit).await
}

async fn shows_how_backups_stand(engine: Engine) -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(engine, &server).await?;
    app.sign_in(OLIVIA).await?;
    app.visit("/settings").await?;
    app.find_saying("settings-backups", "None yet").await?;
    app.find_saying("settings-backups", "Look").await?;
    app.shoot_from("[data-testid='settings-admins-factor']", "owner-settings").await?;
    app.tap("settings-backups").await?;
    app.find_saying("backups-warning", "No backups are made").await?;
    app.find_saying("backups-card", "Never tested").await?;
    app.shoot_from("main", "owner-backups-none").await?;
    app.visit("/today").await?;
    app.find_saying("backups-notice", "Backups need you").await?;
    app.shoot_from("main", "owner-today").await?;

    server.set("PEM2_BACKUP_PASSPHRASE", "a passphrase of the tests");
    server.start_again().await?;
    server.back_up_and_check()?;
    app.tap("backups-notice").await?;
    app.find_saying("backups-card", "All is well").await?;
    app.find_saying("backups-card", "In a folder of the server").await?;
    assert_eq!(app.count("backups-warning").await?, 0);
    app.shoot_from("main", "owner-backups-good").await?;
    app.visit("/today").await?;
    app.find("status-counts").await?;
    assert_eq!(app.count("backups-notice").await?, 0);
    Ok(())
}

#[tokio::test]
async fn only_admins_see_backups_keys_and_webhooks() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(DANA).await?;
    for page in ["backups", "programs", "programs/new", "webhooks", "webhooks/new"] {
        app.visit(&format!("/settings/{page}")).await?;
        app.wait_for_words("Only an admin sees this").await?;
    }
    app.visit("/settings").await?;
    app.find("settings-security").await?;
    assert_eq!(app.count("settings-backups").await? + app.count("settings-programs").await?, 0);
    Ok(())
}

#[tokio::test]
async fn chromium_makes_and_revokes_a_key_for_another_program() -> Result<(), Failure> {
    makes_and_revokes_a_key(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_makes_and_revokes_a_key_for_another_program() -> Result<(), Failure> {
    makes_and_revokes_a_key(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_makes_and_revokes_a_key_for_another_program() -> Result<(), Failure> {
    makes_and_revokes_a_key(Engine::WebKit).await
}

async fn makes_and_revokes_a_key(engine: Engine) -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(engine, &server).await?;
    app.sign_in(OLIVIA).await?;
    app.visit("/settings/programs").await?;
    app.wait_for_words("No key is in use").await?;
    app.tap("key-new").await?;
    app.write("key-name", "Bookkeeping").await?;
    app.tap_label("Download whole lists").await?;
    app.shoot_from("main", "owner-key-form").await?;
    app.tap("key-make").await?;
    let key = app.text("shown-once").await?;
    assert!(key.starts_with("pem2_"), "{key}");
    app.shoot_from("main", "owner-key-made").await?;
    assert_eq!(asked(&server, &key, "/api/v1/customers").await?, 200);
    assert_eq!(asked(&server, &key, "/api/v1/export/customers.csv").await?, 200);
    assert_eq!(asked(&server, &key, "/admin/webhooks").await?, 403, "that was not ticked");

    app.tap("shown-once-done").await?;
    app.find_saying("key-row", "Bookkeeping").await?;
    app.find_saying("key-row", "Read, Download lists").await?;
    app.shoot_from("main", "owner-keys").await?;
    app.tap("key-revoke").await?;
    app.tap_css("dialog[open] [data-testid='confirm-yes']").await?;
    app.find_saying("key-row", "Revoked").await?;
    assert_eq!(app.count("key-revoke").await?, 0);
    assert_eq!(asked(&server, &key, "/api/v1/customers").await?, 401);
    Ok(())
}

/// The status of what another program asks.
async fn asked(server: &Server, key: &str, path: &str) -> Result<u16, Failure> {
    let request = reqwest::Client::new().get(format!("{}{path}", server.address())).bearer_auth(key);
    Ok(request.send().await?.status().as_u16())
}

#[tokio::test]
async fn chromium_adds_a_webhook_and_tells_when_nothing_arrives() -> Result<(), Failure> {
    adds_a_webhook(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_adds_a_webhook_and_tells_when_nothing_arrives() -> Result<(), Failure> {
    adds_a_webhook(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_adds_a_webhook_and_tells_when_nothing_arrives() -> Result<(), Failure> {
    adds_a_webhook(Engine::WebKit).await
}

async fn adds_a_webhook(engine: Engine) -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(engine, &server).await?;
    app.sign_in(OLIVIA).await?;
    app.visit("/settings/webhooks").await?;
    app.wait_for_words("No other program is told anything").await?;
    app.tap("webhook-new").await?;
    app.write("webhook-address", "ftp://example.com/pem2").await?;
    app.tap_label("A job is made").await?;
    app.tap("webhook-add").await?;
    app.wait_for_words("This address does not work").await?;
    app.shoot_from("main", "owner-webhook-form").await?;
    // A name that is promised to lead nowhere (RFC 2606).
    app.write("webhook-address", "https://books.invalid/pem2").await?;
    app.tap("webhook-add").await?;
    let secret = app.text("shown-once").await?;
    assert!(secret.starts_with("whsec_"), "{secret}");
    app.tap("shown-once-done").await?;
    app.find_saying("webhook-card", "A job is made").await?;
    app.find_saying("webhook-card", "Waits for the first thing to tell").await?;
    app.shoot_from("main", "owner-webhooks").await?;

    make_a_job(&server).await?;
    app.wait("a failure to be told", async || {
        app.visit("/settings/webhooks").await?;
        app.find("webhook-card").await?;
        let said = app.text("webhook-card").await?;
        Ok(said.contains("Nothing arrives").then_some(()))
    })
    .await?;
    app.shoot_from("main", "owner-webhook-failing").await?;
    app.tap("webhook-resume").await?;
    app.wait_for_words("It goes on where it stopped").await?;
    app.tap("webhook-remove").await?;
    app.tap_css("dialog[open] [data-testid='confirm-yes']").await?;
    app.wait_for_words("No other program is told anything").await
}

/// As another phone does it.
async fn make_a_job(server: &Server) -> Result<(), Failure> {
    let mut office = Oracle::ask_as(server, DANA).await?;
    let job = office.all::<WorkOrder>(Entity::WorkOrder).into_iter().map(|(_, job)| job).find(|job| job.site.is_some());
    let Some(WorkOrder { customer, site, .. }) = job else { return Err(Failure::said("no job in the demonstration")) };
    let fields = json!({"customer": customer, "site": site, "title": "Panel upgrade"});
    let Value::Object(fields) = fields else { return Ok(()) };
    office.hand_in(&[Edit::Create { entity: Entity::WorkOrder, id: uuid::Uuid::new_v4(), fields }]).await
}
