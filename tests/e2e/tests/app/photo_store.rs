//! Photos that come from the photo store itself, by an address that the server signed.

use e2e::people::{DANA, MIKE};
use e2e::photo_store::PhotoStore;
use e2e::pictures::Pictures;
use e2e::{App, Engine, Failure, Oracle, Server};
use protocol::blobs::Rendition;

#[tokio::test]
async fn chromium_fetches_photos_from_the_store() -> Result<(), Failure> {
    from_the_store(Engine::Chromium).await
}

#[tokio::test]
async fn firefox_fetches_photos_from_the_store() -> Result<(), Failure> {
    from_the_store(Engine::Firefox).await
}

#[tokio::test]
async fn webkit_fetches_photos_from_the_store() -> Result<(), Failure> {
    from_the_store(Engine::WebKit).await
}

/// The picture of the first tile, once it is drawn.
const DRAWN: &str = "
    const picture = document.querySelector('[data-testid=photo-tile] img');
    return Boolean(picture && picture.complete && picture.naturalWidth > 0);";

async fn from_the_store(engine: Engine) -> Result<(), Failure> {
    let (mut server, store) = (Server::start().await?, PhotoStore::start().await?);
    store.serves(&mut server);
    server.start_again().await?;
    let number = photo_of_mikes(&server).await?;
    assert_eq!(store.handed_out(), 0);

    sees_it(engine, &server, &number).await?;
    assert!(store.handed_out() > 0, "the bytes came from the store");
    let handed_out = store.handed_out();
    store.close_to_pages();
    sees_it(engine, &server, &number).await?;
    assert_eq!(store.handed_out(), handed_out, "where it lets no page in, they come from the server");
    Ok(())
}

/// A photo that is in the store with its small picture; the number of its job.
async fn photo_of_mikes(server: &Server) -> Result<String, Failure> {
    let app = App::open(Engine::Chromium, server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    app.open_job(&number).await?;
    app.add_photos(Pictures::upright(1)?.paths()).await?;
    app.wait_for_chip("All sent").await?;
    let oracle = Oracle::ask(server).await?;
    let (job, _) = oracle.job(&number)?;
    for (id, _) in oracle.photos(job) {
        // Whoever asks first has it made, and gets it from the server.
        oracle.bytes(id, Rendition::Thumb).await?;
    }
    Ok(number)
}

/// A dispatcher who has not seen it before.
async fn sees_it(engine: Engine, server: &Server, number: &str) -> Result<(), Failure> {
    let app = App::open(engine, server).await?;
    app.sign_in(DANA).await?;
    app.open_jobs().await?;
    app.open_job(number).await?;
    app.wait("the picture", async || Ok(app.browser.run::<bool>(DRAWN).await?.then_some(()))).await
}
