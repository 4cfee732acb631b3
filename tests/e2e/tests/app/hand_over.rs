//! A phone that changes hands, one that cannot send any more, and what the office sees of both.

use std::collections::BTreeSet;

use domain::Edit;
use domain::ids::UserId;
use domain::work_order::WorkOrder;
use e2e::people::{DANA, MIKE};
use e2e::pictures::{Pictures, hash};
use e2e::{App, Engine, Failure, Oracle, Server};
use protocol::blobs::Rendition;
use serde_json::json;
use uuid::Uuid;

/// Taps the button that saves the parcel, and answers its bytes.
const PARCEL: &str = "
    const made = new Promise((resolve) => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
            if (blob.type === 'application/x-tar') resolve(blob);
            return make.call(URL, blob);
        };
    });
    document.querySelector('[data-testid=handover-save]').click();
    return Array.from(new Uint8Array(await (await made).arrayBuffer()));";

#[tokio::test]
async fn the_office_hands_in_the_work_of_a_phone_that_cannot_send_and_nothing_is_done_twice() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.visit("/sync").await?;
    app.tap("handover-check").await?;
    app.find_saying("handover-said", "Safe to hand over").await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    let before = Oracle::ask(&server).await?;
    let (job, _) = before.job(&number)?;
    let pictures = Pictures::upright(2)?;

    server.kill();
    app.open_job(&number).await?;
    app.add_note("Feeder is aluminium.").await?;
    app.add_photos(pictures.paths()).await?;
    app.wait_for_chip("3 saved").await?;
    app.tap("sync-chip").await?;
    app.tap("handover-check").await?;
    app.find_saying("handover-said", "Not yet").await?;
    let parcel: Vec<u8> = app.run_async(PARCEL, json!(null)).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("parcel.tar");
    std::fs::write(&file, parcel)?;

    // The phone is out of order from here on.
    let phone = app.browser.close().await?;
    server.start_again().await?;
    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(DANA).await?;
    office.visit("/phones").await?;
    office.find_saying("phone-row", "Mike").await?;
    office.shoot("phones").await?;
    office.hand_in("parcel-input", std::slice::from_ref(&file)).await?;
    office.find_saying("parcel-said", "are handed in").await?;
    office.hand_in("parcel-input", &[file]).await?;
    office.find_saying("parcel-said", "3 changes had arrived before").await?;
    everything_is_there_once(&before, &server, &number, &pictures).await?;

    // It works again after all, and sends what it still holds.
    let app = App::start(phone.open().await?, &server).await?;
    app.send_all().await?;
    app.tap("handover-check").await?;
    app.find_saying("handover-said", "Safe to hand over").await?;
    assert_eq!(before.photos(job).len() + 2, Oracle::ask(&server).await?.photos(job).len());
    everything_is_there_once(&before, &server, &number, &pictures).await
}

async fn everything_is_there_once(
    before: &Oracle,
    server: &Server,
    number: &str,
    pictures: &Pictures,
) -> Result<(), Failure> {
    let after = Oracle::ask(server).await?;
    let (job, _) = after.job(number)?;
    assert_eq!(after.notes(job).iter().filter(|text| *text == "Feeder is aluminium.").count(), 1);
    let known: BTreeSet<Uuid> = before.photos(job).into_iter().map(|(id, _)| id).collect();
    let mut found = BTreeSet::new();
    for (id, _) in after.photos(job).into_iter().filter(|(id, _)| !known.contains(id)) {
        found.insert(hash(&after.bytes(id, Rendition::Original).await?));
    }
    assert_eq!(found, pictures.hashes()?.into_iter().collect(), "byte for byte");
    Ok(())
}

#[tokio::test]
async fn refused_work_is_seen_in_the_office_until_its_author_has_corrected_it() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    let oracle = Oracle::ask(&server).await?;
    let (job, order) = oracle.job(&number)?;
    server.kill();
    app.open_job(&number).await?;
    app.add_note("Panle is full.").await?;

    // The phone is put away, and meanwhile the job goes to nobody, so that the note is refused.
    let phone = app.browser.close().await?;
    server.start_again().await?;
    let WorkOrder { assignees, .. } = order;
    let assign = |add: Vec<UserId>, remove: Vec<UserId>| Edit::Assign { work_order: job, add, remove };
    let mut oracle = Oracle::ask(&server).await?;
    oracle.hand_in(&[assign(vec![], assignees.clone())]).await?;
    let app = App::start(phone.open().await?, &server).await?;
    app.ask_to_send().await?;
    app.wait_for_chip("1 needs you").await?;

    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(DANA).await?;
    office.visit("/phones").await?;
    office.find_saying("refused-item", "Panle is full.").await?;
    oracle.hand_in(&[assign(assignees, vec![])]).await?;

    app.visit("/sync").await?;
    app.tap("needs-you-correct").await?;
    app.write_css("dialog[open] textarea", "Panel is full.").await?;
    app.tap("correct-send").await?;
    app.wait_for_chip("All sent").await?;
    office.wait_until_gone("refused-item").await?;
    oracle.look_again().await?;
    assert_eq!(oracle.notes(job).iter().filter(|text| *text == "Panel is full.").count(), 1);
    assert!(!oracle.notes(job).iter().any(|text| text.contains("Panle")));
    Ok(())
}

#[tokio::test]
async fn full_photos_wait_for_wifi_where_a_person_wants_that_and_their_other_phone_says_so() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.visit("/settings").await?;
    app.tap("settings-wifi").await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    app.open_job(&number).await?;
    let pictures = Pictures::upright(1)?;
    app.add_photos(pictures.paths()).await?;
    app.wait_for_chip("1 waits for Wi-Fi").await?;
    let oracle = Oracle::ask(&server).await?;
    let (job, _) = oracle.job(&number)?;
    let (photo, _) = oracle.photos(job).pop().expect("the photo itself is there");
    assert!(oracle.bytes(photo, Rendition::Original).await.is_err(), "its bytes are not");

    let other = App::open(Engine::Chromium, &server).await?;
    other.sign_in(MIKE).await?;
    other.visit("/sync").await?;
    other.find_saying("other-phones", "1 unsent").await?;

    app.send_all().await?;
    assert!(!oracle.bytes(photo, Rendition::Original).await?.is_empty());
    Ok(())
}
