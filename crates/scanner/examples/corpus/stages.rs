//! What each step of the search reads first, and what it costs: the table of the README.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use scanner::{Look, Stage, Step};

/// All steps over all pictures.
#[derive(Default)]
pub struct Stages {
    sums: BTreeMap<(Look, Option<Stage>), Sum>,
    picture: Option<Picture>,
    codes: usize,
    empties: usize,
}

/// The picture that is being read.
struct Picture {
    has_code: bool,
    since: Instant,
    found_by: Vec<(Look, Option<Stage>)>,
}

#[derive(Default)]
struct Sum {
    /// Pictures with a code that came so far.
    codes: usize,
    empties: usize,
    right: usize,
    wrong: usize,
    on_codes: Duration,
    on_empties: Duration,
}

impl Stages {
    pub fn begin(&mut self, has_code: bool) {
        self.picture = Some(Picture { has_code, since: Instant::now(), found_by: Vec::new() });
        let count = if has_code { &mut self.codes } else { &mut self.empties };
        *count += 1;
    }

    /// What went by since the last step is nobody's.
    pub fn go_on(&mut self) {
        if let Some(picture) = &mut self.picture {
            picture.since = Instant::now();
        }
    }

    pub fn count(&mut self, step: Step) {
        let Some(picture) = &mut self.picture else { return };
        let sum = self.sums.entry((step.look, step.stage)).or_default();
        let (count, time) = match picture.has_code {
            true => (&mut sum.codes, &mut sum.on_codes),
            false => (&mut sum.empties, &mut sum.on_empties),
        };
        *count += 1;
        *time += picture.since.elapsed();
        if step.found {
            picture.found_by.push((step.look, step.stage));
        }
        picture.since = Instant::now();
    }

    /// What came of the picture, and the step that read it. Over several frames, the first one that read something gets
    /// the credit.
    pub fn end(&mut self, right: bool, wrong: usize) -> Option<String> {
        let (look, stage) = self.picture.take().and_then(|picture| picture.found_by.first().copied())?;
        let sum = self.sums.entry((look, stage)).or_default();
        sum.right += usize::from(right);
        sum.wrong += wrong;
        Some(name(look, stage))
    }

    pub fn print(&self, of: &str) {
        println!("\n{of}: {} pictures with a code, {} without", self.codes, self.empties);
        println!("\n| step | ran on | read first | wrong | ms each | ms in all | ms each on empty ones |");
        println!("|---|---|---|---|---|---|---|");
        for ((look, stage), sum) in &self.sums {
            let each = |time: Duration, count: usize| time.as_secs_f64() * 1e3 / count.max(1) as f64;
            println!(
                "| {} | {} | {} | {} | {:.3} | {:.1} | {:.3} |",
                name(*look, *stage),
                sum.codes,
                sum.right,
                sum.wrong,
                each(sum.on_codes, sum.codes),
                sum.on_codes.as_secs_f64() * 1e3,
                each(sum.on_empties, sum.empties),
            );
        }
    }
}

fn name(look: Look, stage: Option<Stage>) -> String {
    let stage = stage.map_or_else(|| "the copy itself".to_owned(), |stage| stage.to_string());
    format!("{look}: {stage}")
}
