//! Real browsers, real kills: a technician works on a screen while browser and server are killed and the network fails;
//! after each round the server is held against what the screen had called saved.
//!
//! `--rounds N` (25), `--seed S` (one is made up, and printed), `--from N` (the first round to play, 1), `--tell` (each
//! round's story). Chance decides what is done and what fails when; a seed repeats these, not the microseconds between
//! them. Prints a line for each round and a table, writes `kill.json` into the folder that `PEM2_BENCH` names, and fails
//! when anything was lost, doubled or damaged, or is not on the screen.

mod chance;
mod check;
mod ledger;
mod plan;
mod round;
mod screen;
mod story;
mod tally;
mod task;
mod technician;
mod world;

use std::process::ExitCode;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use e2e::pictures::Pictures;
use e2e::{App, Failure};

use chance::Chance;
use check::damaged_photos;
use plan::Plan;
use round::{Outcome, play};
use story::Story;
use tally::Tally;
use world::World;

/// After so many rounds a new server and a new browser: a job with thousands of notes is nobody's job.
const ROUNDS_A_WORLD: usize = 50;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Failure> {
    let wished = Wished::read()?;
    let Wished { first, rounds, seed, .. } = wished;
    println!("{rounds} rounds, seed {seed}");
    let start = Instant::now();
    let mut pictures = Pictures::upright(1)?;
    let (mut tally, mut place) = (Tally::default(), None);
    for nth in first..first + rounds {
        let (mut world, app) = match place.take() {
            Some(place) => place,
            None => World::make().await?,
        };
        let mut chance = Chance::of(seed, nth as u64);
        let plan = Plan::draw(&mut chance);
        let story = Story::begin();
        let saved = tally.saved;
        let outcome = play(&mut world, app, (&plan, &mut chance), &mut pictures, (&mut tally, &story)).await;
        let took = story.start.elapsed();
        tally.rounds += 1;
        tally.took.push(took);
        tally.spoilt += world.proxy.take_spoilt();
        let bad = match outcome {
            Ok((app, outcome)) if outcome.is_good() => {
                println!("round {nth:>4}  {:>5.2} s  {}", took.as_secs_f64(), plan.in_short(tally.saved - saved));
                if wished.tell {
                    println!("{story}");
                }
                if (nth - first + 1) % ROUNDS_A_WORLD == 0 || nth + 1 == first + rounds {
                    leave(&mut world, app, &mut tally).await?;
                } else {
                    place = Some((world, app));
                }
                continue;
            }
            Ok((_, outcome)) => {
                tally.add(&outcome);
                words(&outcome)
            }
            Err(failure) => {
                tally.stuck += 1;
                failure.to_string()
            }
        };
        // What comes next begins anew: this world's ledger is no longer right.
        println!(
            "round {nth:>4}  {:>5.2} s  FAILED: kill --seed {seed} --from {nth} --rounds 1\n{plan:?}\n{story}\n{bad}",
            took.as_secs_f64()
        );
    }
    tally.report(seed, start.elapsed())?;
    // In the words of cargo's own tests, for whoever counts them: each round is one.
    let (passed, failed) = (tally.rounds - tally.failed(), tally.failed());
    let result = if failed == 0 { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {result}. {passed} passed; {failed} failed; finished in {:.2}s",
        start.elapsed().as_secs_f64()
    );
    Ok(if tally.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The last look at a world: the bytes of all its photos, the oldest too.
async fn leave(world: &mut World, app: App, tally: &mut Tally) -> Result<(), Failure> {
    drop(app);
    world.ask().await?;
    let damaged = damaged_photos(world, &world.seen).await?;
    damaged.iter().for_each(|what| println!("at the end: {what}"));
    tally.damages += damaged.len();
    Ok(())
}

fn words(outcome: &Outcome) -> String {
    let Outcome { differences, damaged, unseen } = outcome;
    let lost = differences.lost.iter().map(|deed| format!("LOST: {deed}"));
    let doubled = differences.doubled.iter().map(|deed| format!("DOUBLED: {deed}"));
    let foreign = differences.foreign.iter().map(|deed| format!("FOREIGN: {deed}"));
    let damaged = damaged.iter().map(|what| format!("DAMAGED: {what}"));
    let unseen = unseen.iter().map(|what| format!("NOT ON THE SCREEN: {what}"));
    lost.chain(doubled).chain(foreign).chain(damaged).chain(unseen).collect::<Vec<_>>().join("\n")
}

/// What the command line asks for.
struct Wished {
    first: usize,
    rounds: usize,
    seed: u64,
    /// Every story is told, not only those of rounds that failed.
    tell: bool,
}

impl Wished {
    fn read() -> Result<Self, Failure> {
        let made_up = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |now| now.as_millis() as u64);
        let mut wished = Self { first: 1, rounds: 25, seed: made_up, tell: false };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            let mut number = || args.next().and_then(|text| text.parse().ok());
            match arg.as_str() {
                "--rounds" => wished.rounds = number().unwrap_or_default() as usize,
                "--from" => wished.first = number().unwrap_or(1) as usize,
                "--seed" => wished.seed = number().unwrap_or_default(),
                "--tell" => wished.tell = true,
                _ => return Err(Failure::said("kill [--rounds N] [--seed S] [--from N] [--tell]")),
            }
        }
        Ok(wished)
    }
}
