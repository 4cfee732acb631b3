//! Photos as phones take them.

use e2e::people::MIKE;
use e2e::pictures::{Pictures, hash};
use e2e::{App, Engine, Failure, Oracle, Server};
use protocol::blobs::Rendition;

#[tokio::test]
async fn a_large_photo_and_one_that_no_browser_can_draw_arrive_untouched() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    app.open_job(&number).await?;
    let mut pictures = Pictures::upright(0)?;
    pictures.add_large()?;
    pictures.add_heic()?;
    let large = std::fs::metadata(&pictures.paths()[0])?.len();
    assert!(large > 12_000_000, "{large} bytes");
    app.add_photos(pictures.paths()).await?;
    app.wait_for_chip("All sent").await?;

    let oracle = Oracle::ask(&server).await?;
    let (job, _) = oracle.job(&number)?;
    for sha256 in pictures.hashes()? {
        let photos = oracle.photos(job);
        let (id, _) = photos.iter().find(|(_, photo)| photo.sha256 == sha256).expect("it arrived");
        assert_eq!(hash(&oracle.bytes(*id, Rendition::Original).await?), sha256);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_no_picture_is_refused_in_words() -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    app.open_jobs().await?;
    let number = app.number_of_job("Dispatched").await?;
    app.open_job(&number).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("receipt.jpg");
    std::fs::write(&file, "<html>not a picture</html>")?;
    app.hand_in("photo-pick", &[file]).await?;
    app.wait_for_words("Does not make sense").await?;
    app.wait_until_gone("photo-saving").await?;
    assert_eq!(app.count("photo-tile").await?, 0);
    Ok(())
}
