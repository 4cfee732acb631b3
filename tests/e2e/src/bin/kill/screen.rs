//! What the phone shows of the job, and what it ought to.
//!
//! Never here: tapping anything.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use e2e::wait::within;
use e2e::{App, Failure};
use serde::Deserialize;
use uuid::Uuid;

use super::ledger::Reply;

/// How long a page may take until it shows what is on the phone.
const PATIENCE: Duration = Duration::from_secs(20);

/// Reads the page of a job; nothing while it is not there.
const JOB: &str = "
    const all = (mark) => [...document.querySelectorAll(`[data-testid='${mark}']`)];
    if (all('order-head').length === 0) return null;
    const steps = all('checklist').at(-1)?.querySelectorAll(`[data-testid='step']`) ?? [];
    return {
        notes: all('note').map((note) => note.querySelector('.prose').textContent),
        photos: all('photo-tile').map((tile) => tile.querySelector('a').href.split('/').at(-1)),
        answers: [...steps].map((step) => [step.querySelector('.step-text').textContent, step.dataset.answer ?? '']),
    };";

/// Reads the last movements on the page of an item; nothing while it is not there.
const ITEM: &str = "
    const all = (mark) => [...document.querySelectorAll(`[data-testid='${mark}']`)];
    if (all('item-panel').length === 0) return null;
    return all('movement').map((row) => row.querySelector('.number').textContent);";

/// The page of the job.
#[derive(Debug, Default, Deserialize)]
pub struct Shown {
    /// The notes' texts.
    pub notes: Vec<String>,
    /// The photos.
    pub photos: BTreeSet<Uuid>,
    /// The steps of the checklist, in order: what they say, and the name of their answer.
    pub answers: Vec<(String, String)>,
}

/// What the page has to show.
#[derive(Debug, Default)]
pub struct Expected {
    /// The notes' texts.
    pub notes: BTreeSet<String>,
    /// The photos, with the hashes of their bytes.
    pub photos: BTreeMap<Uuid, String>,
    /// The answers to the steps of the checklist.
    pub answers: BTreeMap<String, Reply>,
}

impl Shown {
    /// Reads the page once it is there.
    pub async fn read(app: &App) -> Result<Self, Failure> {
        app.wait("the page of the job", async || app.browser.run(JOB).await).await
    }

    /// Reads the page once it shows all that is expected; else as it is when patience ends, and what is missing.
    pub async fn with(app: &App, expected: &Expected, but: Option<&str>) -> Result<(Self, Vec<String>), Failure> {
        let whole = within(PATIENCE, "the page of the job", async || {
            let shown: Option<Self> = app.browser.run(JOB).await?;
            Ok(shown.filter(|shown| expected.missing_from(shown, but).is_empty()))
        });
        match whole.await {
            Ok(shown) => Ok((shown, Vec::new())),
            Err(Failure::Waited { .. }) => {
                let shown = Self::read(app).await?;
                let missing = expected.missing_from(&shown, but);
                Ok((shown, missing))
            }
            Err(failure) => Err(failure),
        }
    }

    /// The answer to this step.
    pub fn answer(&self, step: &str) -> &str {
        self.answers.iter().find(|(text, _)| text == step).map_or("", |(_, answer)| answer)
    }
}

impl Expected {
    /// What a page does not show. The answer to the step `but` is not looked at: it was just being given.
    pub fn missing_from(&self, shown: &Shown, but: Option<&str>) -> Vec<String> {
        let notes = self.notes.iter().filter(|text| !shown.notes.contains(text)).map(|text| format!("note {text:?}"));
        let photos = self.photos.iter().filter(|(id, _)| !shown.photos.contains(id));
        let photos = photos.map(|(id, sha256)| format!("photo {id} {sha256}"));
        let answers = self.answers.iter().filter(|(step, _)| but != Some(step.as_str()));
        let answers = answers.filter(|(step, reply)| shown.answer(step) != reply.name());
        let answers =
            answers.map(|(step, reply)| format!("answer {reply:?} to {step:?}, not {:?}", shown.answer(step)));
        notes.chain(photos).chain(answers).collect()
    }

    /// What differs between a page that has come to rest and this: a page shows no more than what is expected, each once.
    pub fn differs_from(&self, shown: &Shown) -> Vec<String> {
        let mut all = self.missing_from(shown, None);
        let unknown = shown.notes.len().abs_diff(self.notes.len()) + shown.photos.len().abs_diff(self.photos.len());
        if all.is_empty() && unknown > 0 {
            all.push(format!(
                "{} notes and {} photos in the place of {} and {}",
                shown.notes.len(),
                shown.photos.len(),
                self.notes.len(),
                self.photos.len()
            ));
        }
        all
    }
}

/// The amounts of the last movements on the page of an item, once it shows all of `amounts`; else as it is when patience
/// ends.
pub async fn movements(app: &App, amounts: &[String]) -> Result<Vec<String>, Failure> {
    let whole = within(PATIENCE, "the movements", async || {
        let shown: Option<Vec<String>> = app.browser.run(ITEM).await?;
        Ok(shown.filter(|shown| amounts.iter().all(|amount| shown.contains(amount))))
    });
    match whole.await {
        Err(Failure::Waited { .. }) => app.wait("the page of the item", async || app.browser.run(ITEM).await).await,
        outcome => outcome,
    }
}
