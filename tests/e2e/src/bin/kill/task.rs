//! Something to do, told from everything that was done before.
//!
//! Never here: doing it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::quantity::Quantity;
use e2e::Failure;
use e2e::pictures::{Pictures, hash};

use super::chance::Chance;
use super::ledger::{Deed, Reply, Way};
use super::plan::Act;

/// The size of a large photo.
const LARGE: usize = 12 * 1024 * 1024 + 345;

/// Something to do.
pub struct Task {
    /// What it will have been.
    pub deed: Deed,
    /// The file it takes.
    pub file: Option<PathBuf>,
    /// How large that is.
    pub bytes: u64,
}

impl Task {
    /// The act with this number, which no other has. `steps` of the checklist may have answers that stand.
    pub fn of(
        act: Act,
        number: u64,
        chance: &mut Chance,
        (steps, answers): (&[String], &BTreeMap<String, Reply>),
        pictures: &mut Pictures,
    ) -> Result<Self, Failure> {
        // As many digits in all of them: none is a part of another.
        let amount = Quantity(i64::try_from(100_000 + number).unwrap_or(i64::MAX));
        let deed = match act {
            Act::Note => Deed::Note(format!("Note {number:06}: circuit {} traced.", chance.between(1, 42))),
            Act::Answer => {
                let step = steps.get(chance.between(0, steps.len() as u64) as usize).cloned();
                let step = step.ok_or_else(|| Failure::said("the checklist has no steps"))?;
                let stands = answers.get(&step).copied();
                // A second tap on the same answer would take it back.
                let others: Vec<_> = Reply::TAPS.into_iter().filter(|reply| Some(*reply) != stands).collect();
                Deed::Answer(step, chance.pick(&others, Reply::Pass))
            }
            Act::Use => Deed::Move(Way::Used, amount),
            Act::Receive => Deed::Move(Way::Received, amount),
            Act::TakeOut => Deed::Move(Way::TakenOut, amount),
            Act::Photo | Act::LargePhoto => {
                let path = pictures.add_with_film(number, if act == Act::LargePhoto { LARGE } else { 0 })?;
                let bytes = std::fs::read(&path)?;
                return Ok(Self { deed: Deed::Photo(hash(&bytes)), file: Some(path), bytes: bytes.len() as u64 });
            }
        };
        Ok(Self { deed, file: None, bytes: 0 })
    }
}
