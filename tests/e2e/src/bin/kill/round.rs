//! A round: the technician works while browser, server and network fail; then everything is well again, and what has
//! arrived is held against what the screen had called saved.

use std::time::Duration;

use domain::ids::WorkOrderId;
use e2e::people::MIKE;
use e2e::pictures::Pictures;
use e2e::proxy::Fault;
use e2e::wait::within;
use e2e::{App, Failure, Proxy, Server};
use tokio::time::{Instant, sleep_until};

use super::chance::Chance;
use super::check::damages;
use super::ledger::Differences;
use super::plan::{Crash, Plan};
use super::screen::Shown;
use super::story::Story;
use super::tally::Tally;
use super::technician::Technician;
use super::world::World;

/// How long sending may take once everything is well.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often a person taps who waits for it.
const TAPS: Duration = Duration::from_secs(1);

/// What a round came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Between ledger and server.
    pub differences: Differences,
    /// Other bytes, other sums, other answers.
    pub damaged: Vec<String>,
    /// Not on the screen, or otherwise than on the server.
    pub unseen: Vec<String>,
}

impl Outcome {
    /// All is as it ought to be.
    pub fn is_good(&self) -> bool {
        self.differences.is_none() && self.damaged.is_empty() && self.unseen.is_empty()
    }
}

/// Plays a round. Answers the app as it is at the end.
pub async fn play(
    world: &mut World,
    app: App,
    (plan, chance): (&Plan, &mut Chance),
    pictures: &mut Pictures,
    (tally, story): (&mut Tally, &Story),
) -> Result<(App, Outcome), Failure> {
    let (app, unseen) = under_fire(world, app, (plan, chance), pictures, (tally, story)).await?;
    story.tell("everything is well again");
    world.proxy.set(Fault::Pass);
    send_all(&app, world.job, (tally, story)).await?;
    story.tell("all sent");
    world.ask().await?;
    story.tell("the server was asked");
    let mut outcome = Outcome { unseen, ..Outcome::default() };
    outcome.differences = world.ledger.compare(&world.arrived());
    outcome.damaged = damages(world).await?;
    story.tell("the server was compared");
    app.browser.driver.back().await?;
    let (shown, _) = Shown::with(&app, &world.expected, None).await?;
    outcome.unseen.extend(world.expected.differs_from(&shown));
    story.tell("the screen was read");
    story.tell("the end");
    Ok((app, outcome))
}

/// The part of a round in which things fail.
async fn under_fire(
    world: &mut World,
    app: App,
    (plan, chance): (&Plan, &mut Chance),
    pictures: &mut Pictures,
    (tally, story): (&mut Tally, &Story),
) -> Result<(App, Vec<String>), Failure> {
    let World { server, proxy, job, item, unit, steps, ledger, expected, .. } = world;
    plan.faults.iter().for_each(|(_, fault)| tally.fault(*fault));
    tally.server_kills += plan.outages.len();
    let mut technician = Technician {
        address: proxy.address(),
        job: *job,
        item: *item,
        unit,
        steps,
        ledger,
        expected,
        pictures,
        tally,
        story,
        again: plan.again,
        moved: Vec::new(),
        missing: Vec::new(),
    };
    let start = Instant::from_std(story.start);
    let (app, outages, ()) = tokio::join!(
        work(&mut technician, app, plan, chance, start),
        fail_server(server, &plan.outages, story, start),
        fail_network(proxy, &plan.faults, story, start),
    );
    outages?;
    Ok((app?, technician.missing))
}

/// Does all that is planned, through all crashes that are planned.
async fn work(
    technician: &mut Technician<'_>,
    mut app: App,
    plan: &Plan,
    chance: &mut Chance,
    start: Instant,
) -> Result<App, Failure> {
    let mut crash = match plan.crash {
        Some(Crash::At(after)) => Some(start + after),
        _ => None,
    };
    for (nth, act) in plan.acts.iter().enumerate() {
        let task = technician.task(*act, chance)?;
        technician.story.tell(format_args!("begins: {}", task.deed));
        if before(&mut crash, technician.prepare(&app, &task)).await?.is_none() {
            technician.not_done(&task);
            app = technician.die_and_return(app, None).await?;
            technician.put_away(&task)?;
            continue;
        }
        if let Some(Crash::After(_, after)) =
            plan.crash.filter(|crash| matches!(crash, Crash::After(at, _) if *at == nth))
        {
            crash = Some(Instant::now() + after);
        }
        match before(&mut crash, technician.save(&app, &task)).await? {
            Some(photo) => {
                technician.saved(&task, photo);
                if before(&mut crash, technician.return_from(&app, &task)).await?.is_none() {
                    app = technician.die_and_return(app, None).await?;
                }
            }
            None => {
                technician.in_doubt(&task);
                app = technician.die_and_return(app, Some(&task.deed)).await?;
            }
        }
        technician.put_away(&task)?;
    }
    if let Some(at) = crash {
        sleep_until(at).await;
        app = technician.die_and_return(app, None).await?;
    }
    Ok(app)
}

/// What comes of `work` unless the crash comes first; then nothing, and no crash is left.
async fn before<T>(
    crash: &mut Option<Instant>,
    work: impl Future<Output = Result<T, Failure>>,
) -> Result<Option<T>, Failure> {
    let Some(at) = *crash else { return work.await.map(Some) };
    tokio::select! {
        biased;
        () = sleep_until(at) => {
            *crash = None;
            Ok(None)
        }
        done = work => done.map(Some),
    }
}

async fn fail_server(
    server: &mut Server,
    outages: &[(Duration, Duration)],
    story: &Story,
    start: Instant,
) -> Result<(), Failure> {
    for (after, away) in outages {
        sleep_until(start + *after).await;
        story.tell("the server is killed");
        server.kill();
        sleep_until(start + *after + *away).await;
        server.start_again().await?;
        story.tell("the server is back");
    }
    Ok(())
}

async fn fail_network(proxy: &Proxy, faults: &[(Duration, Fault)], story: &Story, start: Instant) {
    for (after, fault) in faults {
        sleep_until(start + *after).await;
        story.tell(format_args!("network: {fault:?}"));
        proxy.set(*fault);
    }
}

/// Asks to send until the screen says that all is sent, and signs in again where that is asked for.
async fn send_all(app: &App, job: WorkOrderId, (tally, story): (&mut Tally, &Story)) -> Result<(), Failure> {
    let start = std::time::Instant::now();
    while start.elapsed() < PATIENCE {
        let chip = app.text("sync-chip").await?;
        if chip.contains("Sign in") {
            story.tell("signs in again");
            tally.sign_ins += 1;
            app.sign_in_again(MIKE).await?;
            app.visit(&format!("/jobs/{job}")).await?;
        }
        app.ask_to_send().await?;
        let sent = within(TAPS, "all sent", async || {
            let chip = app.text("sync-chip").await?;
            Ok(chip.contains("All sent").then_some(()))
        });
        match sent.await {
            Ok(()) => return Ok(()),
            Err(Failure::Waited { .. }) => {}
            Err(failure) => return Err(failure),
        }
    }
    // Once more, for the words of what is there instead.
    app.wait_for_chip("All sent").await
}
