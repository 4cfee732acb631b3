//! The camera as a barcode reader.

use e2e::camera::{CODE_IN_FILM, film};
use e2e::engine::SetUp;
use e2e::people::MIKE;
use e2e::{App, Browser, Engine, Failure, Server};

#[tokio::test]
async fn a_label_among_clutter_brings_up_its_item() -> Result<(), Failure> {
    let server = Server::start().await?;
    let browser = Browser::open_with(Engine::Chromium, SetUp { film: Some(film()?) }).await?;
    let app = App::start(browser, &server).await?;
    app.sign_in(MIKE).await?;
    app.tap_css("nav a[href='/scan']").await?;
    let by_camera = app.text("item-name").await?;
    assert!(by_camera.starts_with("TR receptacle 15 A"), "{by_camera}");
    app.find("truck-stock").await?;

    app.tap("sheet-close").await?;
    app.look_up(CODE_IN_FILM).await?;
    app.find_saying("item-name", &by_camera).await?;
    Ok(())
}
