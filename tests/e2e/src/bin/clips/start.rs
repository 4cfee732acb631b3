//! How long the app takes from a tap on Scan to the first code, with a clear label before the camera.
//!
//! Cold: the first tap after a start with nothing of the app on the phone, Today stands and its button can be tapped. The
//! reader is not there yet. Warm: the second tap. Each is the median of several.

use std::path::PathBuf;

use e2e::bench::percentile;
use e2e::engine::SetUp;
use e2e::people::MIKE;
use e2e::{App, Browser, Engine, Failure, Server};
use serde_json::json;

/// Taps of each sort.
const TIMES: usize = 5;

/// Tells when a worker answers with a code that may act.
const WATCH: &str = "
    const Plain = window.Worker;
    window.Worker = class extends Plain {
        constructor(...how) {
            super(...how);
            this.addEventListener('message', ({ data }) => {
                const { detections = [] } = typeof data === 'string' ? JSON.parse(data) : {};
                if (detections.some(({ standing }) => standing !== 'candidate')) window.decoded?.(performance.now());
            });
        }
    };";

/// Taps on Scan; the milliseconds until a worker has read a code.
const TAP: &str = "
    const decoded = new Promise((resolve) => { window.decoded = resolve; });
    const start = performance.now();
    document.querySelector(\"nav a[href='/scan']\").click();
    return (await decoded) - start;";

/// Milliseconds cold and warm.
pub async fn measure(film: PathBuf) -> Result<(f64, f64), Failure> {
    eprintln!("opening the app's own camera");
    let server = Server::start().await?;
    let browser = Browser::open_with(Engine::Chromium, SetUp::filming(film)).await?;
    let app = App::start(browser, &server).await?;
    app.sign_in(MIKE).await?;
    let cdp = app.browser.driver.cdp();
    cdp.send_raw("Page.enable", ()).await?;
    cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
    let (mut cold, mut warm) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        app.forget_the_app(&server).await?;
        app.visit("/").await?;
        app.find("next-step").await?;
        cold.push(tap(&app).await?);
        warm.push(tap(&app).await?);
    }
    let median = |all: &[f64]| percentile(all, 50.0).round();
    Ok((median(&cold), median(&warm)))
}

/// One visit of the page, from Today and back.
async fn tap(app: &App) -> Result<f64, Failure> {
    let took = app.run_async(TAP, json!(null)).await?;
    app.find("item-name").await?;
    app.tap("sheet-close").await?;
    app.tap("scan-leave").await?;
    app.find("next-step").await?;
    Ok(took)
}
