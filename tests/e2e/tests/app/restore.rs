//! The server's database is lost, and yesterday's backup takes its place: the phones bring back what was confirmed since.

use std::collections::BTreeSet;

use e2e::people::{DANA, MIKE};
use e2e::pictures::{Pictures, hash};
use e2e::{App, Engine, Failure, Oracle, Server};
use protocol::blobs::Rendition;
use uuid::Uuid;

#[tokio::test]
async fn phones_give_a_restored_server_back_everything_it_had_confirmed_since_the_backup() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("yesterday.db");
    let field = App::open(Engine::Chromium, &server).await?;
    field.sign_in(MIKE).await?;
    field.open_jobs().await?;
    let number = field.number_of_job("Dispatched").await?;
    field.open_job(&number).await?;
    field.add_note("Before the backup.").await?;
    field.send_all().await?;
    let before = Oracle::ask(&server).await?;
    let (job, _) = before.job(&number)?;
    server.back_up(&copy)?;

    // A day's work, all of it confirmed.
    field.open_job(&number).await?;
    field.next_step("Travelling").await?;
    field.add_note("Written after the backup.").await?;
    let pictures = Pictures::upright(2)?;
    field.add_photos(pictures.paths()).await?;
    field.send_all().await?;
    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(DANA).await?;
    office.open_job(&number).await?;
    office.add_note("The office, after the backup.").await?;
    office.send_all().await?;
    let office = office.browser.close().await?;
    let known = Oracle::ask(&server).await?;
    assert_eq!(known.photos(job).len(), before.photos(job).len() + 2);

    server.kill();
    // The photo store is gone with the disk.
    server.lose_photos()?;
    server.restore(&copy)?;
    server.start_again().await?;
    assert_eq!(Oracle::ask(&server).await?.photos(job).len(), before.photos(job).len(), "the day is lost");

    field.send_all().await?;
    // The other phone was switched off all the while.
    let office = App::start(office.open().await?, &server).await?;
    office.find("sync-chip").await?;
    let sign_in = async || Ok((office.text("sync-chip").await? != "Getting ready…").then_some(()));
    office.wait("an answer of the server", sign_in).await?;
    office.visit("/login?again=1").await?;
    office.sign_in(DANA).await?;
    office.send_all().await?;

    let after = Oracle::ask(&server).await?;
    let notes = after.notes(job);
    for text in ["Before the backup.", "Written after the backup.", "The office, after the backup."] {
        assert_eq!(notes.iter().filter(|note| *note == text).count(), 1, "{text}");
    }
    let (_, order) = after.job(&number)?;
    assert_eq!(order.status, known.job(&number)?.1.status);
    let old: BTreeSet<Uuid> = before.photos(job).into_iter().map(|(id, _)| id).collect();
    let mut found = BTreeSet::new();
    for (id, _) in after.photos(job).into_iter().filter(|(id, _)| !old.contains(id)) {
        found.insert(hash(&after.bytes(id, Rendition::Original).await?));
    }
    assert_eq!(found, pictures.hashes()?.into_iter().collect(), "byte for byte");
    Ok(())
}
