//! The camera as a barcode reader.

use domain::Entity;
use domain::stock::{MoveKind, Movement};
use e2e::camera::{CODE_IN_FILM, film, label, shelf_pass};
use e2e::engine::SetUp;
use e2e::people::MIKE;
use e2e::{App, Browser, Engine, Failure, Oracle, Server};
use press::Format;
use serde_json::json;
use tempfile::TempDir;

/// Three parts of the demonstration company.
const ON_THE_SHELF: [&str; 3] = ["400880000600", "400880000709", "400880000808"];

#[tokio::test]
async fn a_label_among_clutter_brings_up_its_item() -> Result<(), Failure> {
    let server = Server::start().await?;
    let browser = Browser::open_with(Engine::Chromium, SetUp::filming(film()?)).await?;
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

#[tokio::test]
async fn three_codes_in_a_row_go_into_a_basket_that_is_booked_and_taken_back_at_once() -> Result<(), Failure> {
    let (server, folder) = (Server::start().await?, TempDir::new()?);
    let film = shelf_pass(folder.path(), &ON_THE_SHELF)?;
    let browser = Browser::open_with(Engine::Chromium, SetUp::filming(film)).await?;
    let app = App::start(browser, &server).await?;
    app.sign_in(MIKE).await?;
    app.visit("/scan?for=receive").await?;
    app.find_saying("scan-review", "3 items").await?;
    app.tap("scan-review").await?;
    app.wait_for_count("basket-line", 3).await?;

    // What lies in the basket survives the page.
    app.visit("/today").await?;
    app.visit("/scan?for=receive").await?;
    app.find_saying("scan-review", "3 items").await?;
    app.tap("scan-review").await?;
    app.tap("basket-book").await?;
    app.wait_for_words("3 items booked").await?;
    app.tap_css(".snackbar-action").await?;
    app.visit("/today").await?;
    app.send_all().await?;
    let all: Vec<_> = Oracle::ask(&server).await?.all::<Movement>(Entity::Movement);
    let booked: Vec<_> = all.iter().filter(|(_, it)| it.batch.is_some() && it.undoes.is_none()).collect();
    assert_eq!(booked.len(), 3, "{booked:?}");
    assert!(booked.iter().all(|(_, it)| it.kind == MoveKind::Receive && it.batch == booked[0].1.batch), "{booked:?}");
    let is_taken_back = |id| all.iter().any(|(_, it)| it.undoes == Some(id));
    assert!(booked.iter().all(|(id, _)| is_taken_back(*id)), "{all:?}");
    Ok(())
}

#[tokio::test]
async fn a_reader_that_died_is_replaced_within_a_second() -> Result<(), Failure> {
    let (server, folder) = (Server::start().await?, TempDir::new()?);
    let film = shelf_pass(folder.path(), &ON_THE_SHELF)?;
    let browser = Browser::open_with(Engine::Chromium, SetUp::filming(film)).await?;
    let app = App::start(browser, &server).await?;
    app.sign_in(MIKE).await?;
    // Workers are counted, and each notes when it first speaks.
    let watch = "
        window.readers = [];
        window.Worker = class extends Worker {
            constructor(...given) {
                super(...given);
                window.readers.push(this);
                this.addEventListener('message', () => { this.spoke ??= performance.now(); }, { once: true });
            }
        };
        return true;";
    app.browser.run::<bool>(watch).await?;
    app.tap_css("nav a[href='/scan']").await?;
    app.scan_for("receive").await?;
    app.find("scan-row").await?;
    // What a panic in it does: nothing more comes, and the page is told of an error.
    let die = "
        window.readers[0].terminate();
        window.died = performance.now();
        window.readers[0].dispatchEvent(new Event('error'));
        return true;";
    app.browser.run::<bool>(die).await?;
    let replaced = "return window.readers[1]?.spoke === undefined ? 0 : window.readers[1].spoke - window.died";
    let took = app
        .wait("another reader", async || {
            let took: f64 = app.browser.run(replaced).await?;
            Ok((took > 0.0).then_some(took))
        })
        .await?;
    assert!(took < 1_000.0, "{took} ms");
    app.find_saying("scan-review", "3 items").await?;
    Ok(())
}

#[tokio::test]
async fn the_outline_lies_on_the_code_in_chromium() -> Result<(), Failure> {
    outline(Engine::Chromium).await
}

#[tokio::test]
async fn the_outline_lies_on_the_code_in_firefox() -> Result<(), Failure> {
    outline(Engine::Firefox).await
}

#[tokio::test]
async fn the_outline_lies_on_the_code_in_webkit() -> Result<(), Failure> {
    outline(Engine::WebKit).await
}

/// How far the middle of the outline lies from where the middle of the code is shown, in CSS pixels.
const OFF_BY: &str = "
    const shape = document.querySelector('[data-testid=scan-shape]');
    const video = document.querySelector('[data-testid=scan-video]');
    if (!shape || !video.videoWidth) return -1;
    const box = video.getBoundingClientRect();
    // As `object-fit: cover` does it.
    const scale = Math.max(box.width / video.videoWidth, box.height / video.videoHeight);
    const [x, y] = arguments[0];
    const code = [
        box.left + box.width / 2 + (x - video.videoWidth / 2) * scale,
        box.top + box.height / 2 + (y - video.videoHeight / 2) * scale,
    ];
    const drawn = shape.getBoundingClientRect();
    const middle = [drawn.left + drawn.width / 2, drawn.top + drawn.height / 2];
    return Math.hypot(middle[0] - code[0], middle[1] - code[1]) / scale;";

async fn outline(engine: Engine) -> Result<(), Failure> {
    let server = Server::start().await?;
    let app = App::open(engine, &server).await?;
    app.sign_in(MIKE).await?;
    for size in [(1280, 720), (720, 1280)] {
        let (jpeg, corners) = label(Format::UpcA, ON_THE_SHELF[0], size)?;
        app.find_css("nav a[href='/scan']").await?;
        app.pretend_camera(&jpeg).await?;
        app.tap_css("nav a[href='/scan']").await?;
        // Nothing covers the picture: what is seen goes into the basket.
        app.scan_for("count").await?;
        app.find("scan-row").await?;
        let middle = corners.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.0 / 4.0, sum.1 + it.1 / 4.0));
        let width = (corners[1].0 - corners[0].0).hypot(corners[1].1 - corners[0].1);
        let off = app
            .wait("an outline", async || {
                let driver = &app.browser.driver;
                let off: f64 = driver.execute(OFF_BY, vec![json!([middle.0, middle.1])]).await?.convert()?;
                Ok((off >= 0.0).then_some(off))
            })
            .await?;
        // A line that read the code may lie anywhere over its height.
        assert!(off < f64::from(width) / 3.0, "{engine:?} {size:?}: {off:.0} of {width:.0} pixels beside");
        app.tap("scan-leave").await?;
    }
    Ok(())
}
