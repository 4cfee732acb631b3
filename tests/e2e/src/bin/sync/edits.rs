//! Our app with 1,000 answers given without a server: each commit, the replay at a start, and the push once it is back.

use std::time::Duration;

use e2e::bench::percentile;
use e2e::delay::Line;
use e2e::spy::Note;
use e2e::{App, Failure, Server};
use protocol::paths;

use crate::peers::Figures;
use crate::{FAR, QUEUED, browser};

/// Starts with unsent edits that are measured.
const STARTS: usize = 9;
/// The store in which it is written down what became of edits.
const TOLD: &str = "device";
/// The store of unsent edits.
const OUTBOX: &str = "outbox";

/// What the commits of one run took, in milliseconds.
pub struct Commits {
    /// A raw strict put in the same page, median and 95th percentile.
    pub raw: (f64, f64),
    /// The replay at a start, the median.
    pub replay: f64,
}

/// A push, in milliseconds from its first question.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Push {
    /// Until what became of each edit is on the disk.
    pub outcomes: f64,
    /// Until the rows are there too, and no edit waits any more.
    pub settled: f64,
    /// Questions.
    pub questions: usize,
    /// From questions to the ends of their answers.
    pub server: f64,
}

/// Measures commits and replay once, and the push of as many edits `rounds` times at each distance.
pub async fn measure(rounds: usize) -> Result<(Figures, Commits, [Vec<Push>; 2]), Failure> {
    let mut pushes = [Vec::new(), Vec::new()];
    let (mut edit, mut raw, mut replay) = (Vec::new(), Vec::new(), 0.0);
    for nth in 0..rounds * 2 {
        // A company of its own: the timeline of one job with thousands of answers would be measured too.
        let mut server = Server::start().await?;
        let line = Line::to(server.port())?;
        let app = browser(&line.address()).await?;
        app.begin_answers(&mut server).await?;
        println!("answering");
        if nth == 0 {
            let commits = app.measure_answers(QUEUED).await?;
            edit = commits.iter().map(|round| round.commit).collect();
            raw = commits.iter().map(|round| round.bare).collect();
            replay = percentile(&app.replays_at_start(STARTS).await?, 50.0);
        } else {
            app.give_answers(QUEUED).await?;
        }
        println!("pushing");
        let far = nth % 2 == 1;
        line.round_trip(if far { FAR } else { Duration::ZERO });
        let push = push(&app, &mut server).await?;
        if let Some(all) = pushes.get_mut(usize::from(far)) {
            all.push(push);
        }
    }
    let both = |of: &[f64]| (percentile(of, 50.0), percentile(of, 95.0));
    let median = |all: &[Push]| percentile(&all.iter().map(|push| push.outcomes).collect::<Vec<f64>>(), 50.0);
    let figures = Figures {
        push_ms: Some(median(&pushes[0])),
        push_far_ms: Some(median(&pushes[1])),
        edit_p50_ms: Some(both(&edit).0),
        edit_p95_ms: Some(both(&edit).1),
        ..Figures::default()
    };
    Ok((figures, Commits { raw: both(&raw), replay }, pushes))
}

/// The server is back.
async fn push(app: &App, server: &mut Server) -> Result<Push, Failure> {
    app.spy().await?;
    server.start_again().await?;
    app.send_all().await?;
    // No edit waits by then, but the rows may be on their way.
    let notes = app
        .wait_for_seen("the rows of what was pushed", |notes| {
            let pushed = notes.iter().rfind(|note| note.is("answered", paths::PUSH))?.at;
            let pulled = notes.iter().find(|note| note.at > pushed && note.is("answered", paths::PULL))?.at;
            let settled = notes.iter().any(|note| note.at > pulled && note.is("complete", OUTBOX));
            settled.then(|| notes.to_vec())
        })
        .await?;
    let missing = || Failure::said(format!("no push in {notes:?}"));
    let answers: Vec<&Note> = notes.iter().filter(|note| note.is("answered", paths::PUSH)).collect();
    let (first, last) = (answers.first().ok_or_else(missing)?, answers.last().ok_or_else(missing)?);
    // Questions that found no server are none of it.
    let asked = |answer: &Note| notes.iter().rfind(|note| note.at < answer.at && note.is("asked", paths::PUSH));
    let start = asked(first).ok_or_else(missing)?.at;
    let written =
        |store: &'static str| notes.iter().filter(move |note| note.at > last.at && note.is("complete", store));
    let outcomes = written(TOLD).next().ok_or_else(missing)?.at - start;
    let settled = written(OUTBOX).next_back().ok_or_else(missing)?.at - start;
    let server = answers.iter().filter_map(|answer| Some(answer.at - asked(answer)?.at)).sum();
    Ok(Push { outcomes, settled, questions: answers.len(), server })
}
