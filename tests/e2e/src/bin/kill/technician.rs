//! The technician: does one thing after the other on the screen, and opens the app again when the phone has died.
//!
//! Never here: when it dies.

use std::time::Duration;

use domain::ids::{ItemId, WorkOrderId};
use domain::quantity::Quantity;
use e2e::pictures::Pictures;
use e2e::{App, Failure};
use tokio::time::sleep;
use uuid::Uuid;

use super::chance::Chance;
use super::ledger::{Deed, Ledger, Way};
use super::plan::Act;
use super::screen::{Expected, Shown, movements};
use super::story::Story;
use super::tally::Tally;
use super::task::Task;

/// The technician, in one round.
pub struct Technician<'a> {
    /// Where the app is.
    pub address: String,
    /// The job.
    pub job: WorkOrderId,
    /// What is taken and brought.
    pub item: ItemId,
    /// What it is counted in.
    pub unit: &'a str,
    /// The steps of the checklist.
    pub steps: &'a [String],
    /// What was done.
    pub ledger: &'a mut Ledger,
    /// What the page has to show.
    pub expected: &'a mut Expected,
    /// Pictures to copy.
    pub pictures: &'a mut Pictures,
    /// Numbers for everything, none twice.
    pub tally: &'a mut Tally,
    /// What happens.
    pub story: &'a Story,
    /// How long after its return the phone dies once more, if it does.
    pub again: Option<Duration>,
    /// Amounts that were moved in this round.
    pub moved: Vec<String>,
    /// What was called saved and is not on the screen.
    pub missing: Vec<String>,
}

impl Technician<'_> {
    /// Thinks of something to do that was never done before.
    pub fn task(&mut self, act: Act, chance: &mut Chance) -> Result<Task, Failure> {
        let number = self.tally.number();
        let task = Task::of(act, number, chance, (self.steps, &self.expected.answers), self.pictures)?;
        self.tally.photo_bytes += task.bytes;
        Ok(task)
    }

    /// Does all but the tap that saves it.
    pub async fn prepare(&self, app: &App, task: &Task) -> Result<(), Failure> {
        match &task.deed {
            Deed::Note(text) => app.write("note-text", text).await,
            Deed::Move(way, quantity) => {
                self.open_item(app).await?;
                app.write("qty", &quantity.to_string()).await?;
                if *way == Way::TakenOut { app.tap("act-take").await } else { Ok(()) }
            }
            Deed::Answer(..) | Deed::Photo(_) | Deed::Other(_) => Ok(()),
        }
    }

    /// Saves it, and waits until the screen says so: the note, the answer or the movement is on the page, the photo has a
    /// tile and is no longer being saved. Answers the photo.
    pub async fn save(&self, app: &App, task: &Task) -> Result<Option<Uuid>, Failure> {
        match &task.deed {
            Deed::Note(text) => {
                app.tap("note-add").await?;
                app.find_saying("note", text).await?;
            }
            Deed::Answer(step, reply) => {
                let nth = self.steps.iter().position(|known| known == step).unwrap_or_default();
                app.answer(nth, reply.name()).await?;
            }
            Deed::Move(way, quantity) => {
                let button = match way {
                    Way::Used => "act-use",
                    Way::Received => "act-receive",
                    Way::TakenOut | Way::Otherwise => "pick-reason",
                };
                app.tap(button).await?;
                app.find_saying("movement", &self.amount(*quantity)).await?;
            }
            Deed::Photo(_) | Deed::Other(_) => {
                app.add_photos(task.file.as_slice()).await?;
                return Ok(self.new_photo(&Shown::read(app).await?));
            }
        }
        Ok(None)
    }

    /// Back on the page of the job, from where everything begins.
    pub async fn return_from(&self, app: &App, task: &Task) -> Result<(), Failure> {
        match &task.deed {
            Deed::Move(..) => self.back_to_job(app).await,
            _ => Ok(()),
        }
    }

    /// Done with it: its file is no longer needed.
    pub fn put_away(&mut self, task: &Task) -> Result<(), Failure> {
        if task.file.is_some() { self.pictures.remove_last() } else { Ok(()) }
    }

    async fn open_item(&self, app: &App) -> Result<(), Failure> {
        app.tap_css(&format!("[data-testid='part-row'][href='/items/{0}'], a[href='/items/{0}']", self.item)).await?;
        app.find("item-panel").await.map(drop)
    }

    async fn back_to_job(&self, app: &App) -> Result<(), Failure> {
        app.browser.driver.back().await?;
        app.find("order-head").await.map(drop)
    }

    fn amount(&self, quantity: Quantity) -> String {
        format!("{quantity} {}", self.unit)
    }

    fn new_photo(&self, shown: &Shown) -> Option<Uuid> {
        shown.photos.iter().find(|id| !self.expected.photos.contains_key(id)).copied()
    }

    /// The screen has called it saved.
    pub fn saved(&mut self, task: &Task, photo: Option<Uuid>) {
        self.story.tell(format_args!("saved: {}", task.deed));
        self.ledger.save(task.deed.clone());
        self.tally.saved += 1;
        self.expect(&task.deed, photo);
    }

    /// The phone has died before the tap: it was not done, and may not arrive.
    pub fn not_done(&self, task: &Task) {
        self.story.tell(format_args!("not done: {}", task.deed));
    }

    /// The phone has died after the tap, before a word.
    pub fn in_doubt(&mut self, task: &Task) {
        self.story.tell(format_args!("in doubt: {}", task.deed));
        self.ledger.doubt(task.deed.clone());
        self.tally.in_doubt += 1;
    }

    fn expect(&mut self, deed: &Deed, photo: Option<Uuid>) {
        match deed {
            Deed::Note(text) => self.expected.notes.extend([text.clone()]),
            Deed::Answer(step, reply) => self.expected.answers.extend([(step.clone(), *reply)]),
            Deed::Move(_, quantity) => self.moved.push(self.amount(*quantity)),
            Deed::Photo(sha256) => self.expected.photos.extend(photo.map(|id| (id, sha256.clone()))),
            Deed::Other(_) => {}
        }
    }

    /// The phone dies, and the app is opened again. All that was called saved has to be on the screen; what was in doubt
    /// and is there counts as saved from now on.
    pub async fn die_and_return(&mut self, app: App, doubted: Option<&Deed>) -> Result<App, Failure> {
        let mut app = self.die(app).await?;
        if let Some(after) = self.again.take() {
            sleep(after).await;
            app = self.die(app).await?;
        }
        let but = match doubted {
            Some(Deed::Answer(step, _)) => Some(step.as_str()),
            _ => None,
        };
        self.story.tell("the page is loaded");
        let (shown, missing) = Shown::with(&app, self.expected, but).await?;
        self.miss(missing);
        let found = match doubted {
            Some(Deed::Note(text)) => shown.notes.contains(text),
            Some(Deed::Answer(step, reply)) => shown.answer(step) == reply.name(),
            Some(Deed::Photo(_)) => self.new_photo(&shown).is_some(),
            _ => false,
        };
        let moved_found = self.look_at_movements(&app, doubted).await?;
        if let Some(deed) = doubted.filter(|_| found || moved_found) {
            self.ledger.settle(deed);
            self.tally.settled += 1;
            self.expect(deed, self.new_photo(&shown));
        }
        self.story
            .tell(format_args!("the app is open again{}", if found || moved_found { ", it was saved" } else { "" }));
        Ok(app)
    }

    async fn die(&mut self, app: App) -> Result<App, Failure> {
        self.story.tell("the browser is killed");
        self.tally.browser_kills += 1;
        let profile = app.browser.crash();
        self.story.tell("it is dead");
        let browser = profile.open().await?;
        self.story.tell("another one runs on what it left");
        App::start_at(browser, self.address.clone(), &format!("/jobs/{}", self.job)).await
    }

    /// Looks whether what was moved in this round is on the page of the item; answers whether the doubted one is.
    async fn look_at_movements(&mut self, app: &App, doubted: Option<&Deed>) -> Result<bool, Failure> {
        let doubted = match doubted {
            Some(Deed::Move(_, quantity)) => Some(self.amount(*quantity)),
            _ => None,
        };
        if self.moved.is_empty() && doubted.is_none() {
            return Ok(false);
        }
        self.open_item(app).await?;
        let shown = movements(app, &self.moved).await?;
        let missing = self.moved.iter().filter(|amount| !shown.contains(amount));
        let missing = missing.map(|amount| format!("movement of {amount}")).collect();
        self.miss(missing);
        self.back_to_job(app).await?;
        Ok(doubted.is_some_and(|amount| shown.contains(&amount)))
    }

    fn miss(&mut self, missing: Vec<String>) {
        for what in missing {
            self.story.tell(format_args!("NOT ON THE SCREEN: {what}"));
            self.missing.push(what);
        }
    }
}
