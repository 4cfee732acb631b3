//! How long the app takes from a tap on its icon to the first list that can be used, on a slow phone: Chromium with the
//! processor slowed four times.
//!
//! `cold_ms`: nothing of the app is on the phone. `warm_ms`: it was used before. `offline_warm_ms`: the same without a
//! server. Each is the median of several starts, from the address of the icon to the day's jobs.
//! `offline_button_ms`: until the one big button stands too, which comes with the second part of the program.
//!
//! `--large`: the same on a phone that holds 5,000 jobs and 100,000 items. `--large-list`: the office's list of all jobs there,
//! which is in the second part of the program.

use e2e::bench::{percentile, report};
use e2e::people::{DANA, MIKE, Person};
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

/// Where one starts, and what is there.
struct Trial {
    name: &'static str,
    seed: &'static [&'static str],
    who: Person,
    path: &'static str,
    /// Whether the page has the one big button.
    has_button: bool,
}

/// A technician's day in the demonstration company.
const DAY: Trial = Trial { name: "start", seed: &[], who: MIKE, path: "/", has_button: true };
/// What a large company has.
const MUCH: &[&str] = &["--work-orders", "5000", "--items", "100000"];
/// A day in it.
const LARGE: Trial = Trial { name: "start_large", seed: MUCH, who: DANA, path: "/", has_button: false };
/// The office's list of all jobs.
const LARGE_LIST: Trial = Trial { name: "start_large_list", seed: MUCH, who: DANA, path: "/jobs", has_button: false };

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let asked = |name: &str| std::env::args().any(|argument| argument == name);
    let trial = match (asked("--large"), asked("--large-list")) {
        (true, _) => LARGE,
        (_, true) => LARGE_LIST,
        _ => DAY,
    };
    let mut server = Server::start_with(trial.seed).await?;
    let app = App::open(Engine::Chromium, &server).await?;
    app.sign_in(trial.who).await?;
    app.wait_for_chip("All sent").await?;
    let cdp = app.browser.driver.cdp();
    cdp.send_raw("Page.enable", ()).await?;
    cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH })).await?;
    cdp.send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER })).await?;

    let mut numbers = Vec::new();
    let median = |values: &[f64]| percentile(values, 50.0);
    if trial.has_button {
        let mut cold = Vec::new();
        for _ in 0..STARTS {
            app.forget_the_app(&server).await?;
            cold.push(start(&app, &trial).await?.0);
        }
        numbers.push(("cold_ms", median(&cold)));
    }
    app.wait_until_kept().await?;
    let mut warm = Vec::new();
    for _ in 0..STARTS {
        warm.push(start(&app, &trial).await?.0);
    }
    numbers.push(("warm_ms", median(&warm)));
    server.kill();
    let (mut offline, mut button) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let (list, whole) = start(&app, &trial).await?;
        offline.push(list);
        button.extend(whole);
    }
    numbers.push(("offline_warm_ms", median(&offline)));
    if trial.has_button {
        numbers.push(("offline_button_ms", median(&button)));
    } else {
        println!("memory of the page's process: {} MB", largest_page()? / 1_024);
    }
    report(trial.name, &numbers)
}

/// One start: milliseconds until the list is there, and until the button is, if the page has one.
async fn start(app: &App, trial: &Trial) -> Result<(f64, Option<f64>), Failure> {
    app.browser.driver.goto("about:blank").await?;
    app.visit(trial.path).await?;
    let button = if trial.has_button { "window.firstButton" } else { "window.firstList" };
    let script = format!("return window.firstList && {button} ? [window.firstList, {button}] : null");
    let (list, whole): (f64, f64) = app.wait("the first list", async || app.browser.run(&script).await).await?;
    Ok((list, trial.has_button.then_some(whole)))
}

/// The resident memory of the largest process of a page on this machine, in KiB.
fn largest_page() -> Result<u64, Failure> {
    let mut largest = 0;
    for process in std::fs::read_dir("/proc")?.flatten() {
        let read = |name: &str| std::fs::read(process.path().join(name)).unwrap_or_default();
        if !String::from_utf8_lossy(&read("cmdline")).contains("--type=renderer") {
            continue;
        }
        let status = String::from_utf8_lossy(&read("status")).into_owned();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let resident = resident.and_then(|rest| rest.split_whitespace().next()?.parse().ok());
        largest = largest.max(resident.unwrap_or(0));
    }
    Ok(largest)
}
