//! How much of each distortion each symbology bears: prints, as hundredths of what no reader can bear, the strongest
//! step up to which a still is read, and all steps below.
//!
//! `cargo run --release -p scanner --example recovery [-- --frames]`
//!
//! The pictures are those of `tests/prints`, whose `strengths.rs` holds lower steps.

// The tests' own module.
#[allow(dead_code, clippy::unwrap_used)]
#[path = "../tests/prints/case.rs"]
mod case;

use case::{case, content, expected, frame, read, text};
use press::{Format, Kind};
use scanner::{Scanner, Standing};

/// Equal steps from nothing to all.
const STEPS: u8 = 10;
/// Pictures of a step, each with another seed: all have to be read.
const SEEDS: [u64; 2] = [2026, 7];

fn main() {
    let as_video = std::env::args().any(|argument| argument == "--frames");
    println!("| | {} |", Format::ALL.map(|format| format!("{format:?}")).join(" | "));
    println!("|---{}|", "|---".repeat(Format::ALL.len()));
    for kind in Kind::ALL {
        let row = Format::ALL.map(|format| strongest(format, kind, as_video).to_string());
        println!("| {kind:?} | {} |", row.join(" | "));
    }
}

fn strongest(format: Format, kind: Kind, as_video: bool) -> u8 {
    let hundredths = |step: u8| step * (100 / STEPS);
    let is_read = |step: &u8| {
        SEEDS.iter().all(|&seed| {
            let case = case(format, text(format), kind, f32::from(hundredths(*step)) / 100.0, seed);
            let right = expected(&case);
            if as_video { video(&case) == Some(right) } else { read(&case) == [right] }
        })
    };
    (0..=STEPS).take_while(is_read).last().map_or(0, hundredths)
}

/// What eight frames make a scanner accept, if it is one thing.
fn video(case: &press::Case) -> Option<(scanner::Symbology, String)> {
    let (frame, mut scanner) = (frame(case), Scanner::default());
    let mut accepted = (0..8)
        .flat_map(|i| scanner.read_frame(frame.view(), f64::from(i) * 33.0))
        .filter(|sighting| sighting.standing == Standing::Accepted)
        .map(|sighting| content(sighting.detection))
        .collect::<Vec<_>>();
    if accepted.len() == 1 { accepted.pop() } else { None }
}
