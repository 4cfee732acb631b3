//! A round: the technician works while browser, server and network fail; then everything is well again, and what has
//! arrived is held against what the screen had called saved.

use std::time::Duration;

use e2e::pictures::{Pictures, hash};
use e2e::proxy::Fault;
use e2e::wait::within;
use e2e::{App, Failure, Oracle, Proxy, Server};
use protocol::blobs::Rendition;
use tokio::time::{Instant, sleep_until};

use super::chance::Chance;
use super::ledger::Differences;
use super::plan::Plan;
use super::screen::Shown;
use super::story::Story;
use super::tally::Tally;
use super::technician::Technician;
use super::world::{World, keep_cookies, wrong_sums};

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
    let photos_before = world.expected.photos.len();
    let (app, unseen) = under_fire(world, app, (plan, chance), pictures, (tally, story)).await?;
    story.tell("everything is well again");
    world.proxy.set(Fault::Pass);
    send_all(&app, tally, story).await?;
    story.tell("all sent");
    let oracle = Oracle::ask(&world.server).await?;
    let mut outcome = Outcome { unseen, ..Outcome::default() };
    outcome.differences = world.ledger.compare(&world.arrived(&oracle));
    outcome.damaged = damages(world, &oracle, world.expected.photos.len() > photos_before).await?;
    app.browser.driver.back().await?;
    let (shown, _) = Shown::with(&app, &world.expected, None).await?;
    outcome.unseen.extend(world.expected.differs_from(&shown));
    keep_cookies(&app).await?;
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
    let mut crashes = plan.crashes.iter().map(|after| start + *after).peekable();
    for act in &plan.acts {
        while crashes.next_if(|at| *at <= Instant::now()).is_some() {
            app = technician.die_and_return(app, None).await?;
        }
        let task = technician.task(*act, chance)?;
        technician.story.tell(format_args!("begins: {}", task.deed));
        let crash = crashes.peek().copied();
        let done = tokio::select! {
            biased;
            () = sleep_until(crash.unwrap_or(start)), if crash.is_some() => None,
            done = technician.perform(&app, &task) => Some(done?),
        };
        match done {
            Some(photo) => technician.saved(&task, photo),
            None => {
                crashes.next();
                technician.in_doubt(&task);
                app = technician.die_and_return(app, Some(&task.deed)).await?;
            }
        }
        technician.put_away(&task)?;
    }
    for at in crashes {
        sleep_until(at).await;
        app = technician.die_and_return(app, None).await?;
    }
    Ok(app)
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
async fn send_all(app: &App, tally: &mut Tally, story: &Story) -> Result<(), Failure> {
    let start = std::time::Instant::now();
    while start.elapsed() < PATIENCE {
        let chip = app.text("sync-chip").await?;
        if chip.contains("Sign in") {
            story.tell("signs in again");
            tally.sign_ins += 1;
            app.sign_in_again(e2e::people::MIKE).await?;
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

/// Bytes, sums and answers on the server that are not what they ought to be.
async fn damages(world: &World, oracle: &Oracle, photos: bool) -> Result<Vec<String>, Failure> {
    let mut damaged = wrong_sums(oracle);
    let answers = world.answers(oracle);
    if answers != world.expected.answers {
        damaged.push(format!("answers {answers:?} in the place of {:?}", world.expected.answers));
    }
    if photos {
        damaged.extend(damaged_photos(world, oracle).await?);
    }
    Ok(damaged)
}

/// Photos whose bytes or whose row are not what was added.
pub async fn damaged_photos(world: &World, oracle: &Oracle) -> Result<Vec<String>, Failure> {
    let mut damaged = Vec::new();
    for (id, photo) in oracle.photos(world.job) {
        let bytes = oracle.bytes(id, Rendition::Original).await?;
        let (there, wanted) = (hash(&bytes), world.expected.photos.get(&id));
        if there != photo.sha256 || wanted.is_some_and(|wanted| *wanted != there) {
            damaged.push(format!("photo {id}: bytes of {there}, row of {}, added {wanted:?}", photo.sha256));
        }
    }
    Ok(damaged)
}
