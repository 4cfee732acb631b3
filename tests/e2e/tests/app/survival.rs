//! In a basement, with a battery that gives up.

use std::collections::BTreeSet;

use domain::Entity;
use domain::checklist::{Checklist, Finding};
use e2e::people::MIKE;
use e2e::pictures::{Pictures, hash};
use e2e::portal::Portal;
use e2e::{App, Engine, Failure, Oracle, Server};
use protocol::blobs::Rendition;

const NOTES: usize = 18;
/// As many as the first checklist has steps.
const ANSWERS: usize = 6;
const PHOTOS: usize = 10;

#[tokio::test]
async fn work_without_a_signal_survives_a_crash_and_arrives_exactly_once() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    let before = Oracle::ask(&server).await?;
    let (job, _) = before.job(&number)?;
    let pictures = Pictures::upright(PHOTOS)?;
    let notes: Vec<String> = (1..=NOTES).map(|n| format!("Circuit {n} traced in the basement.")).collect();

    // The phone is put away, and taken out again in the basement.
    let phone = app.browser.close().await?;
    server.kill();
    let app = App::start(phone.open().await?, &server).await?;
    app.open_job(&number).await?;
    for note in &notes {
        app.add_note(note).await?;
    }
    app.start_checklist().await?;
    for step in 0..ANSWERS {
        app.answer(step, "pass").await?;
    }
    app.add_photos(pictures.paths()).await?;
    app.wait_for_chip("35 saved").await?;

    let app = App::start(app.browser.crash().open().await?, &server).await?;
    app.wait_for_chip("35 saved").await?;
    app.tap("sync-chip").await?;
    // One line for each thing that is counted.
    app.wait_for_count("sync-item", 35).await?;
    app.open_job(&number).await?;
    app.wait_for_count("photo-tile", before.photos(job).len() + PHOTOS).await?;
    for note in &notes {
        app.find_saying("note", note).await?;
    }

    server.start_again().await?;
    app.send_all().await?;

    let after = Oracle::ask(&server).await?;
    let mut arrived: Vec<String> = after.notes(job).into_iter().filter(|text| notes.contains(text)).collect();
    arrived.sort();
    let mut sent = notes;
    sent.sort();
    assert_eq!(arrived, sent, "each note once");
    let answered = |oracle: &Oracle| {
        let lists = oracle.all::<Checklist>(Entity::Checklist).into_iter().filter(|(_, list)| list.work_order == job);
        lists.map(|(_, list)| list.answers.values().filter(|a| a.finding == Finding::Pass).count()).collect::<Vec<_>>()
    };
    assert_eq!(answered(&after).len(), answered(&before).len() + 1, "one checklist");
    assert_eq!(answered(&after).iter().sum::<usize>(), answered(&before).iter().sum::<usize>() + ANSWERS);
    photos_are_whole(&before, &after, job, pictures.hashes()?).await
}

#[tokio::test]
async fn a_captive_portal_is_taken_for_no_signal() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    server.kill();
    let portal = Portal::in_place_of(&server)?;

    app.visit("/jobs").await?;
    app.wait_for_chip("Offline").await?;
    app.open_job(&number).await?;
    app.add_note("Written in the lobby of a hotel.").await?;
    app.ask_to_send().await?;
    app.wait_for_chip("Offline, 1 saved").await?;

    drop(portal);
    server.start_again().await?;
    app.send_all().await?;
    let oracle = Oracle::ask(&server).await?;
    let (job, _) = oracle.job(&number)?;
    assert_eq!(oracle.notes(job).iter().filter(|text| *text == "Written in the lobby of a hotel.").count(), 1);
    Ok(())
}

async fn photos_are_whole(
    before: &Oracle,
    after: &Oracle,
    job: domain::ids::WorkOrderId,
    hashes: Vec<String>,
) -> Result<(), Failure> {
    let known: BTreeSet<_> = before.photos(job).into_iter().map(|(id, _)| id).collect();
    let new: Vec<_> = after.photos(job).into_iter().filter(|(id, _)| !known.contains(id)).collect();
    assert_eq!(new.len(), PHOTOS, "each photo once");
    let mut found = BTreeSet::new();
    for (id, _) in new {
        found.insert(hash(&after.bytes(id, Rendition::Original).await?));
    }
    assert_eq!(found, hashes.into_iter().collect(), "byte for byte");
    Ok(())
}
