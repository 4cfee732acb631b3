//! Who sees what.

use domain::Entity;
use domain::photo::Photo;
use domain::work_order::WorkOrder;
use e2e::people::{MIKE, TESS};
use e2e::{App, Engine, Failure, Oracle, Server};
use protocol::blobs::Rendition;

#[tokio::test]
async fn a_technician_does_not_see_the_jobs_of_another_crew() -> Result<(), Failure> {
    let server = Server::start().await?;
    let (all, mikes, tess) =
        (Oracle::ask(&server).await?, Oracle::ask_as(&server, MIKE).await?, Oracle::ask_as(&server, TESS).await?);
    let hers = tess.all::<WorkOrder>(Entity::WorkOrder);
    let (id, order) = hers
        .iter()
        .find(|(_, order)| order.number.is_some() && mikes.job(&order.label().unwrap_or_default()).is_err())
        .expect("the crews have jobs of their own");
    let number = order.label().expect("it has a number");
    assert!(all.job(&number).is_ok());

    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    app.pick_segment("job-scope", "all").await?;
    app.write("job-search", &number).await?;
    app.wait_for_words("No job matches").await?;
    assert_eq!(app.count("job-row").await?, 0);
    app.visit(&format!("/jobs/{id}")).await?;
    app.wait_for_words("This job is not on this phone").await
}

#[tokio::test]
async fn photos_are_shown_only_to_those_who_may_see_the_job() -> Result<(), Failure> {
    let server = Server::start().await?;
    let office = App::open(Engine::Chromium, &server).await?;
    office.sign_in(TESS).await?;
    office.open_jobs().await?;
    let number = office.number_of_job("Dispatched").await?;
    office.open_job(&number).await?;
    office.add_photos(e2e::pictures::Pictures::upright(1)?.paths()).await?;
    office.send_all().await?;

    let tess = Oracle::ask_as(&server, TESS).await?;
    let photos: Vec<(_, Photo)> = tess.all(Entity::Photo);
    let [(photo, _)] = &photos[..] else { panic!("one photo, not {}", photos.len()) };
    assert!(!tess.bytes(*photo, Rendition::Original).await?.is_empty());
    let mike = Oracle::ask_as(&server, MIKE).await?;
    assert!(mike.bytes(*photo, Rendition::Original).await.is_err());
    Ok(())
}
