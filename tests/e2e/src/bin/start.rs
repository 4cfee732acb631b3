//! How long the app takes from a tap on its icon to the first list that can be used, on a slow phone: Chromium with the
//! processor slowed four times.
//!
//! `cold_ms`: nothing of the app is on the phone. `warm_ms`: it was used before. `offline_warm_ms`: the same without a
//! server. Each is the median of several starts, from the address of the icon to the day's jobs.
//! `offline_button_ms`: until the one big button stands too, which comes with the second part of the program.

use e2e::bench::{percentile, report};
use e2e::people::MIKE;
use e2e::{App, Engine, Failure, Server};
use serde_json::json;

/// Starts of each sort.
const STARTS: usize = 7;
/// How many times slower than this machine.
const SLOWER: u32 = 4;

/// Notes when the first job and the button have been painted: two frames after each is in the page.
const WATCH: &str = "
    const seen = (selector, name) => new MutationObserver((_, observer) => {
        if (!document.querySelector(selector)) return;
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => { window[name] = performance.now(); }));
    }).observe(document, { childList: true, subtree: true });
    seen('[data-testid=job-row]', 'firstList');
    seen('[data-testid=next-step]', 'firstButton');";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let mut server = Server::start().await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(MIKE).await?;
    let cdp = app.browser.driver.cdp();
    cdp.send_raw("Page.enable", ()).await?;
    cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
    cdp.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })).await?;

    let mut cold = Vec::new();
    for _ in 0..STARTS {
        app.forget_the_app(&server).await?;
        cold.push(start(&app).await?.0);
    }
    app.wait_until_kept().await?;
    let mut warm = Vec::new();
    for _ in 0..STARTS {
        warm.push(start(&app).await?.0);
    }
    server.kill();
    let (mut offline, mut button) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let (list, whole) = start(&app).await?;
        offline.push(list);
        button.push(whole);
    }
    let median = |values: &[f64]| percentile(values, 50.0);
    report(
        "start",
        &[
            ("cold_ms", median(&cold)),
            ("warm_ms", median(&warm)),
            ("offline_warm_ms", median(&offline)),
            ("offline_button_ms", median(&button)),
        ],
    )
}

/// One start: milliseconds until the list is there, and until the button is.
async fn start(app: &App) -> Result<(f64, f64), Failure> {
    app.browser.driver.goto("about:blank").await?;
    app.visit("/").await?;
    let script = "return window.firstList && window.firstButton ? [window.firstList, window.firstButton] : null";
    app.wait("the first list", async || app.browser.run::<Option<(f64, f64)>>(script).await).await
}
