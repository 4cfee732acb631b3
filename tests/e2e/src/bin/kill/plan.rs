//! What happens in a round, drawn from its chance before it begins.
//!
//! Never here: doing any of it.

use std::time::Duration;

use e2e::proxy::Fault;

use super::chance::Chance;

/// Something that the technician does on the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Writes a note.
    Note,
    /// Answers a step of the checklist otherwise than it is answered.
    Answer,
    /// Uses a part on the job.
    Use,
    /// Puts parts into the truck.
    Receive,
    /// Takes parts out of the truck, with a reason.
    TakeOut,
    /// Adds a photo of an ordinary size.
    Photo,
    /// Adds a photo of more than 12 MB.
    LargePhoto,
}

/// The acts, each as often as it is drawn.
const ACTS: [Act; 12] = [
    Act::Note,
    Act::Note,
    Act::Note,
    Act::Answer,
    Act::Answer,
    Act::Answer,
    Act::Use,
    Act::Receive,
    Act::TakeOut,
    Act::Photo,
    Act::Photo,
    Act::LargePhoto,
];

/// When the browser is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crash {
    /// At this moment.
    At(Duration),
    /// So long after the tap that saves this act, counted from 0: while it is written down, or on its way.
    After(usize, Duration),
}

/// A round. Moments are counted from its beginning.
#[derive(Debug)]
pub struct Plan {
    /// What the technician does, one after the other.
    pub acts: Vec<Act>,
    /// When the browser is killed, if it is.
    pub crash: Option<Crash>,
    /// How long after the app was opened again the browser is killed once more, if it is.
    pub again: Option<Duration>,
    /// When the server is killed, and for how long it stays away.
    pub outages: Vec<(Duration, Duration)>,
    /// What the network does from when on.
    pub faults: Vec<(Duration, Fault)>,
}

impl Plan {
    /// Draws a round.
    pub fn draw(chance: &mut Chance) -> Self {
        let acts: Vec<Act> = (0..chance.between(2, 5)).map(|_| chance.pick(&ACTS, Act::Note)).collect();
        let crash = match chance.between(0, 100) {
            0..20 => Some(Crash::At(moment(chance, 100, 3_000))),
            20..70 => {
                let nth = chance.between(0, acts.len() as u64) as usize;
                Some(Crash::After(nth, moment(chance, 0, 500)))
            }
            _ => None,
        };
        let outages =
            if chance.percent(60) { vec![(moment(chance, 0, 2_500), moment(chance, 50, 1_000))] } else { Vec::new() };
        let again = (crash.is_some() && chance.percent(15)).then(|| moment(chance, 0, 1_000));
        Self { acts, crash, again, outages, faults: faults(chance) }
    }

    /// In one line, with how many acts were called saved.
    pub fn in_short(&self, saved: usize) -> String {
        let mut parts = vec![format!("{saved} saved")];
        parts.extend(self.crash.map(|_| "browser killed".to_owned()));
        parts.extend(self.again.map(|_| "and again".to_owned()));
        parts.extend((!self.outages.is_empty()).then(|| "server killed".to_owned()));
        let faults = self.faults.iter().map(|(_, fault)| *fault).filter(|fault| *fault != Fault::Pass);
        parts.extend(faults.map(|fault| fault.name().to_owned()));
        parts.join(", ")
    }
}

/// Up to three faults, one after the other, each until the network is good again.
fn faults(chance: &mut Chance) -> Vec<(Duration, Fault)> {
    let mut all = Vec::new();
    let mut at = Duration::ZERO;
    for _ in 0..chance.pick(&[0, 1, 1, 1, 2, 2, 3], 1) {
        at += moment(chance, 0, 1_000);
        let fault = match chance.between(0, 5) {
            0 => Fault::Reset,
            1 => Fault::HalfOpen,
            2 => Fault::Captive,
            3 => Fault::Truncate(chance.pick(&[0, 1, 40, 200, 400, 800, 2_000, 9_000], 0)),
            _ => Fault::Delay(moment(chance, 50, 2_000)),
        };
        all.push((at, fault));
        at += moment(chance, 200, 1_500);
        all.push((at, Fault::Pass));
    }
    all
}

fn moment(chance: &mut Chance, least: u64, end: u64) -> Duration {
    Duration::from_millis(chance.between(least, end))
}
