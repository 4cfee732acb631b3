//! A server with a proxy before it, a technician's job, and what was done on it since.
//!
//! Never here: what happens in a round.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use domain::activity::{Activity, Event};
use domain::checklist::{Answer, Checklist};
use domain::ids::{ItemId, WorkOrderId};
use domain::photo::Photo;
use domain::stock::{Item, Movement};
use domain::work_order::Note;
use domain::{Entity, Key, Row};
use e2e::engine::SetUp;
use e2e::people::MIKE;
use e2e::{App, Browser, Engine, Failure, Oracle, Proxy, Server};
use uuid::Uuid;

use super::ledger::{Deed, Ledger, Reply, Way};
use super::screen::{Expected, Shown};

/// How long a sign-in past the proxy is used. The server takes it for a quarter of an hour.
const SIGNED_IN: Duration = Duration::from_secs(600);

/// Where a technician works.
pub struct World {
    /// The server.
    pub server: Server,
    /// The only way to it from the phone.
    pub proxy: Proxy,
    /// The job.
    pub job: WorkOrderId,
    /// What is taken and brought.
    pub item: ItemId,
    /// What it is counted in.
    pub unit: String,
    /// The steps of the checklist on the job, in order.
    pub steps: Vec<String>,
    /// What was done.
    pub ledger: Ledger,
    /// What the page of the job has to show.
    pub expected: Expected,
    /// Photos whose bytes on the server were compared.
    pub seen: BTreeSet<Uuid>,
    /// The way to the server that goes past the proxy, and since when it is signed in.
    oracle: (Oracle, Instant),
    /// What was there before.
    known: BTreeSet<Key>,
}

impl World {
    /// A new server with a phone that is signed in, on a job where everything can be done.
    pub async fn make() -> Result<(Self, App), Failure> {
        let server = Server::start().await?;
        let proxy = Proxy::before(&server)?;
        let browser = Browser::open_with(Engine::Chromium, SetUp { calm: true, ..SetUp::default() }).await?;
        let app = App::start_at(browser, proxy.address(), "/").await?;
        app.sign_in(MIKE).await?;
        app.open_jobs().await?;
        let number = app.number_of_job("Dispatched").await?;
        app.open_job(&number).await?;
        app.next_step("Travelling").await?;
        app.next_step("On site").await?;
        app.start_checklist().await?;
        let oracle = Oracle::ask(&server).await?;
        let (job, _) = oracle.job(&number)?;
        let items = oracle.all::<Item>(Entity::Item).into_iter();
        let (item, Item { unit, .. }) =
            items.into_iter().find(|(_, item)| item.unit == "ea").ok_or_else(|| Failure::said("no item"))?;
        // One part at first: from then on the page of the job leads to the item.
        app.visit(&format!("/items/{item}")).await?;
        app.find_saying("act-use", &number).await?;
        app.tap("act-use").await?;
        app.find_saying("movement", "1 ea").await?;
        app.send_all().await?;
        // The sign-in is on the disk once the browser was closed in peace.
        let browser = app.browser.close().await?.open().await?;
        let app = App::start_at(browser, proxy.address(), &format!("/jobs/{job}")).await?;
        let shown = Shown::read(&app).await?;
        app.wait_for_chip("All sent").await?;
        let oracle = Oracle::ask(&server).await?;
        let expected = Expected {
            notes: oracle.notes(job).into_iter().collect(),
            photos: oracle.photos(job).into_iter().map(|(id, photo)| (id, photo.sha256)).collect(),
            answers: BTreeMap::new(),
        };
        let world = Self {
            server,
            proxy,
            job,
            item: ItemId(item),
            unit,
            steps: shown.answers.into_iter().map(|(step, _)| step).collect(),
            ledger: Ledger::default(),
            expected,
            seen: BTreeSet::new(),
            known: oracle.rows().map(Row::key).collect(),
            oracle: (oracle, Instant::now()),
        };
        Ok((world, app))
    }

    /// Asks the server for everything it has.
    pub async fn ask(&mut self) -> Result<(), Failure> {
        if self.oracle.1.elapsed() < SIGNED_IN {
            return self.oracle.0.look_again().await;
        }
        self.oracle = (Oracle::ask(&self.server).await?, Instant::now());
        Ok(())
    }

    /// What the server had when it was asked last.
    pub fn oracle(&self) -> &Oracle {
        &self.oracle.0
    }

    /// What had come to the server by then since this world was made.
    pub fn arrived(&self) -> Vec<Deed> {
        let new = self.oracle().rows().filter(|row| !self.known.contains(&row.key()));
        // Levels are sums of movements, and looked at apart.
        new.filter(|row| row.entity != Entity::Level).map(|row| self.deed(row)).collect()
    }

    fn deed(&self, row: &Row) -> Deed {
        let here = |job: WorkOrderId| job == self.job && !row.deleted;
        let known = match row.entity {
            Entity::Note => row.read::<Note>().filter(|note| here(note.work_order)).map(|note| Deed::Note(note.text)),
            Entity::Photo => {
                row.read::<Photo>().filter(|photo| here(photo.work_order)).map(|photo| Deed::Photo(photo.sha256))
            }
            Entity::Movement => row
                .read::<Movement>()
                .filter(|it| it.item == self.item && it.undoes.is_none())
                .map(|it| Deed::Move(Way::of(it.kind), it.quantity)),
            Entity::Activity => row.read::<Activity>().filter(|line| here(line.work_order)).and_then(answered),
            _ => None,
        };
        known.unwrap_or_else(|| Deed::Other(format!("{:?} {} {}", row.entity, row.id, row.body.text())))
    }

    /// The answers that stood on the server's checklist of the job.
    pub fn answers(&self) -> BTreeMap<String, Reply> {
        let lists = self.oracle().all::<Checklist>(Entity::Checklist).into_iter();
        let of_job = lists.filter(|(_, list)| list.work_order == self.job).map(|(_, list)| list);
        let answers = of_job.flat_map(|list| {
            let Checklist { steps, mut answers, .. } = list;
            steps
                .into_iter()
                .filter_map(move |step| Some((step.text, Reply::of(Some(answers.remove(&step.key)?.finding)))))
        });
        answers.collect()
    }
}

fn answered(line: Activity) -> Option<Deed> {
    let Event::Answered { step, new, .. } = line.event else { return None };
    let finding = serde_json::from_value::<Option<Answer>>(new).ok()?.map(|answer| answer.finding);
    Some(Deed::Answer(step, Reply::of(finding)))
}
