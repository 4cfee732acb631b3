//! What one person writes, seen on another's phone: two browsers on this machine, both online.

use e2e::people::{DANA, MIKE};
use e2e::{Failure, Server};
use serde_json::json;

use crate::browser;

/// Writes that are measured.
const WRITES: usize = 40;

/// Notes, by the machine's clock, when an answer on the page changes.
const WATCH: &str = "
    window.changed = [];
    new MutationObserver(() => window.changed.push(performance.timeOrigin + performance.now()))
        .observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-answer'] });
    return true;";

/// Taps an answer; the moment by the machine's clock.
const TAP: &str = "
    const tapped = performance.timeOrigin + performance.now();
    document.querySelector(input ? '[data-testid=answer-na]' : '[data-testid=answer-pass]').click();
    return tapped;";

/// Milliseconds of each write, from the tap on one phone until the page of the other has it.
pub async fn measure() -> Result<Vec<f64>, Failure> {
    let server = Server::start().await?;
    let writer = browser(&server.address()).await?;
    writer.sign_in(MIKE).await?;
    writer.open_jobs().await?;
    let number = writer.number_of_job("Dispatched").await?;
    writer.open_job(&number).await?;
    writer.start_checklist().await?;
    writer.find("answer-pass").await?;
    let reader = browser(&server.address()).await?;
    reader.sign_in(DANA).await?;
    reader.open_job(&number).await?;
    reader.find("answer-pass").await?;
    // The line for hints is open from here on.
    writer.answer(0, "pass").await?;
    reader.find_css("[data-answer='pass']").await?;
    reader.run_async::<bool>(WATCH, json!(null)).await?;
    let mut took = Vec::new();
    for nth in 0..WRITES {
        let tapped: f64 = writer.run_async(TAP, json!(nth % 2 == 0)).await?;
        let seen = format!("return window.changed[{nth}] ?? null");
        let seen = reader.wait("what the other wrote", async || reader.browser.run::<Option<f64>>(&seen).await).await?;
        took.push(seen - tapped);
    }
    Ok(took)
}
