//! A technician's day, from the list to the office.

use domain::Entity;
use domain::checklist::{Checklist, Finding};
use domain::ids::WorkOrderId;
use domain::status::Status;
use domain::stock::{Item, MoveKind, Movement};
use domain::time_entry::{TimeEntry, TimeKind};
use e2e::people::MIKE;
use e2e::pictures::{Pictures, hash, size};
use e2e::{App, Engine, Failure, Oracle, Server};
use protocol::blobs::Rendition;

/// The label on the shelf.
const CODE: &str = "400880000600";

#[tokio::test]
async fn what_a_technician_does_on_a_job_arrives_at_the_office() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    let before = Oracle::ask(&server).await?;
    let (job, _) = before.job(&number)?;

    app.open_job(&number).await?;
    app.next_step("Travelling").await?;
    app.next_step("On site").await?;
    app.add_note("Main breaker is warm.").await?;
    app.start_checklist().await?;
    app.answer(0, "pass").await?;
    app.answer(1, "fail").await?;
    let mut pictures = Pictures::upright(3)?;
    pictures.add_rotated()?;
    app.add_photos(pictures.paths()).await?;
    app.tap("order-timer-stop").await?;
    app.wait_until_gone("order-timer-stop").await?;
    receive_one(&app).await?;
    app.send_all().await?;

    let after = Oracle::ask(&server).await?;
    let (_, order) = after.job(&number)?;
    assert_eq!(order.status, Status::OnSite);
    assert_eq!(after.notes(job).iter().filter(|text| *text == "Main breaker is warm.").count(), 1);
    answers_arrived(&before, &after, job);
    times_arrived(&before, &after, job);
    stock_arrived(&before, &after);
    photos_arrived(&before, &after, job, &pictures).await
}

/// Puts one piece into the truck, by the code on its shelf.
async fn receive_one(app: &App) -> Result<(), Failure> {
    app.tap_css("nav a[href='/scan']").await?;
    app.look_up(CODE).await?;
    app.find_saying("item-name", "TR receptacle 15 A").await?;
    app.tap("act-receive").await?;
    app.find_saying("scan-recent", "+1").await?;
    app.tap("scan-leave").await
}

fn answers_arrived(before: &Oracle, after: &Oracle, job: WorkOrderId) {
    let on_job = |oracle: &Oracle| {
        let lists = oracle.all::<Checklist>(Entity::Checklist).into_iter();
        lists.filter(|(_, list)| list.work_order == job).collect::<Vec<_>>()
    };
    let (before, after) = (on_job(before), on_job(after));
    let mut new = after.iter().filter(|(id, _)| before.iter().all(|(known, _)| known != id));
    let (_, list) = new.next().expect("the checklist arrived");
    assert!(new.next().is_none(), "one checklist was started");
    let findings: Vec<_> =
        list.steps.iter().take(3).map(|step| list.answers.get(&step.key).map(|answer| answer.finding)).collect();
    assert_eq!(findings, [Some(Finding::Pass), Some(Finding::Fail), None]);
}

fn times_arrived(before: &Oracle, after: &Oracle, job: WorkOrderId) {
    let on_job = |oracle: &Oracle| {
        let entries = oracle.all::<TimeEntry>(Entity::TimeEntry).into_iter();
        entries.filter(|(_, entry)| entry.work_order == Some(job)).collect::<Vec<_>>()
    };
    let known = on_job(before);
    let mut new: Vec<TimeEntry> = on_job(after)
        .into_iter()
        .filter(|(id, _)| known.iter().all(|(old, _)| old != id))
        .map(|(_, entry)| entry)
        .collect();
    new.sort_by_key(|entry| entry.start);
    let kinds: Vec<TimeKind> = new.iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, [TimeKind::Travel, TimeKind::Work], "each step started its timer");
    assert!(new.iter().all(|entry| entry.end.is_some()), "arriving ended the travel, a tap the work");
}

fn stock_arrived(before: &Oracle, after: &Oracle) {
    let known = before.all::<Movement>(Entity::Movement);
    let new: Vec<Movement> = after
        .all::<Movement>(Entity::Movement)
        .into_iter()
        .filter(|(id, _)| known.iter().all(|(old, _)| old != id))
        .map(|(_, movement)| movement)
        .collect();
    let [movement] = &new[..] else { panic!("one movement, not {new:?}") };
    assert_eq!(movement.kind, MoveKind::Receive);
    let items = after.all::<Item>(Entity::Item);
    let (_, item) = items.iter().find(|(id, _)| *id == movement.item.0).expect("the item is known");
    assert!(item.name.starts_with("TR receptacle 15 A"), "{}", item.name);
}

async fn photos_arrived(before: &Oracle, after: &Oracle, job: WorkOrderId, pictures: &Pictures) -> Result<(), Failure> {
    let known = before.photos(job);
    let new: Vec<_> = after.photos(job).into_iter().filter(|(id, _)| known.iter().all(|(old, _)| old != id)).collect();
    let hashes = pictures.hashes()?;
    assert_eq!(new.len(), hashes.len());
    for (nth, sha256) in hashes.iter().enumerate() {
        let (id, photo) = new.iter().find(|(_, photo)| photo.sha256 == *sha256).expect("every photo arrived");
        assert_eq!(&hash(&after.bytes(*id, Rendition::Original).await?), sha256, "untouched");
        let rotated = nth + 1 == hashes.len();
        let upright = if rotated { (1200, 1600) } else { (1600, 1200) };
        assert_eq!((photo.width, photo.height), upright, "the phone knows which way is up");
        assert_eq!(size(&after.bytes(*id, Rendition::Large).await?)?, upright, "and so does the server");
    }
    Ok(())
}
