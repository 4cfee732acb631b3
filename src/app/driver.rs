//! The driver: commits plans in order, carries requests to the server and answers back to the engine, and tells the
//! screen. One per app, as long as the app lives; nothing here hangs on a component.

mod hints;
mod network;
mod opening;
mod others;
mod uploads;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use domain::ids::{DeviceId, MutationId};
use domain::{Edit, Failure};
use futures_util::future::{AbortHandle, join};
use futures_util::lock::Mutex;
use protocol::auth::Who;
use sync::client::uploads::Manifest;
use sync::client::{CacheStore, Client, NewEdit, Plan, Shelf, StoreError, VaultOp, VaultStore};

pub use self::opening::Opened;

use super::stores::Stores;
use crate::platform::clock::now_ms;
use crate::platform::http::HttpApi;
use crate::platform::tabs::{News, Tabs};
use crate::platform::{local_settings, random};
use crate::state::{Desk, Refusal, SharedClient};

/// Where the phone's own identifier is kept.
const DEVICE: &str = "device";

/// What a tab does about news from another.
pub type Follow = fn(Rc<Driver>, News);

/// The driver. Kept in an `Rc`, shared by the ports.
pub struct Driver {
    /// What the screen reads.
    pub desk: Desk,
    /// The server.
    pub api: HttpApi,
    client: SharedClient,
    /// Counts sign-ins: an answer to a question of the one before is nothing to the next.
    sign_ins: Cell<u32>,
    stores: RefCell<Option<Rc<Stores>>>,
    /// One plan is made, committed and finished at a time.
    lane: Mutex<()>,
    tabs: RefCell<Option<Tabs>>,
    /// Follows what the other tabs tell, once it is there.
    follow: Cell<Option<Follow>>,
    /// What they told before.
    missed: RefCell<Vec<News>>,
    leads: Cell<bool>,
    ticks: Cell<u32>,
    running: Cell<bool>,
    uploading: Cell<u32>,
    /// The person asked for everything to be sent now, on whatever line, until it is.
    on_any_line: Cell<bool>,
    tidied: Cell<bool>,
    listening: Cell<bool>,
    hints_after: Cell<i64>,
    /// Until when another tab is known to be in front.
    other_in_front: Cell<i64>,
    /// Ends the line on which hints come.
    hang_up: RefCell<Option<AbortHandle>>,
}

impl Driver {
    /// A driver that tells `desk`, which reads `client`.
    pub fn new(desk: Desk, client: SharedClient) -> Rc<Self> {
        Rc::new(Self {
            desk,
            api: HttpApi::default(),
            client,
            sign_ins: Cell::new(0),
            stores: RefCell::new(None),
            lane: Mutex::new(()),
            tabs: RefCell::new(None),
            follow: Cell::new(None),
            missed: RefCell::default(),
            leads: Cell::new(false),
            ticks: Cell::new(0),
            running: Cell::new(false),
            uploading: Cell::new(0),
            on_any_line: Cell::new(false),
            tidied: Cell::new(false),
            listening: Cell::new(false),
            hints_after: Cell::new(0),
            other_in_front: Cell::new(0),
            hang_up: RefCell::new(None),
        })
    }

    /// This phone's identifier, made at first use.
    pub fn device() -> DeviceId {
        if let Some(id) = local_settings::get(DEVICE).and_then(|text| text.parse().ok()) {
            return DeviceId(id);
        }
        let id = random::uuid();
        local_settings::set(DEVICE, &id.to_string());
        DeviceId(id)
    }

    /// Opens the stores of who was signed in when the app ran last, before anything is asked or entered. When no edit of theirs waits, the screen shows what a first list shows at once; else it
    /// waits for [`Driver::take_in`], which is called with what this answers.
    pub async fn open(&self, who: &Who) -> Result<Opened, StoreError> {
        let stores = Rc::new(Stores::open(who).await?);
        let (vault, cache) = join(stores.vault.load(), stores.cache.load_first()).await;
        let vault = vault?;
        // A cache that cannot be read is filled again; the vault is what counts.
        let (cache, rest) = cache.unwrap_or_default().unzip();
        let client = Client::at_rest(who.user, who.role, Self::device(), &vault, cache);
        self.put_in_place(stores, client);
        if vault.has_no_edits() {
            self.desk.set_who(Some(who.clone()));
        }
        Ok(Opened { who: who.clone(), vault, rest })
    }

    fn put_in_place(&self, stores: Rc<Stores>, client: Client) {
        *self.stores.borrow_mut() = Some(stores);
        *self.client.borrow_mut() = Some(client);
        self.sign_ins.set(self.sign_ins.get() + 1);
    }

    /// Nobody is signed in any more. The vault stays as it is; the cache is emptied, since the phone may change hands.
    pub async fn close(&self) {
        let lane = self.lane.lock().await;
        if let Some(line) = self.hang_up.borrow_mut().take() {
            line.abort();
        }
        let stores = self.stores.borrow_mut().take();
        self.client.borrow_mut().take();
        if let Some(stores) = stores {
            let empty = sync::client::CacheCommit { replace: true, ..Default::default() };
            drop(stores.cache.commit(&empty).await);
            crate::platform::picture_cache::clear().await;
        }
        drop(lane);
        self.desk.set_who(None);
    }

    /// Whether a person's stores are open.
    pub fn is_open(&self) -> bool {
        self.client.borrow().is_some()
    }

    /// The open stores.
    pub fn stores(&self) -> Result<Rc<Stores>, StoreError> {
        self.stores.borrow().clone().ok_or_else(|| StoreError::Other("nobody is signed in".into()))
    }

    /// Saves edits, with bytes that belong to them: all or none. Ready when they are durable.
    pub async fn submit(
        self: &Rc<Self>,
        edits: Vec<Edit>,
        blobs: Vec<Manifest>,
        extra: Vec<VaultOp>,
    ) -> Result<(), Refusal> {
        let edits = edits.into_iter().map(|edit| NewEdit { id: MutationId(random::uuid()), edit }).collect();
        let plan = |client: &mut Client| client.submit(edits, blobs, extra, now_ms());
        self.carry_out(plan).await?;
        self.kick();
        Ok(())
    }

    /// Makes a plan, commits it, and lets memory and screen follow.
    pub async fn carry_out(&self, make: impl FnOnce(&mut Client) -> Result<Plan, Failure>) -> Result<(), Refusal> {
        let _lane = self.lane.lock().await;
        let stores = self.stores().map_err(Refusal::Store)?;
        let plan = {
            let mut client = self.client.borrow_mut();
            let Some(client) = client.as_mut() else { return Err(Refusal::Store(StoreError::Other("closed".into()))) };
            make(client).map_err(|failure| Refusal::Rule(Client::refusal(failure)))?
        };
        if plan.is_empty() {
            self.desk.publish(&Default::default());
            return Ok(());
        }
        let mut committed = commit(&stores, &plan).await;
        if committed == Err(StoreError::Full) {
            self.make_room_in(&stores).await;
            committed = commit(&stores, &plan).await;
        }
        if let Err(error) = committed {
            self.advise(|client| {
                client.abandoned();
                if plan.cache.is_some() {
                    client.rows_unwritten(now_ms(), random::chance());
                }
            });
            return Err(Refusal::Store(error));
        }
        let (vault, cache) = (!plan.before.is_empty(), plan.cache.is_some());
        let changes = self.client.borrow_mut().as_mut().map(|client| client.finish(plan));
        if let Some(changes) = changes {
            self.desk.publish(&changes);
        }
        if vault {
            self.tell(News::Vault);
        }
        if cache {
            self.tell(News::Cache);
        }
        Ok(())
    }

    /// Changes the engine's own mind, with nothing to store.
    pub fn advise(&self, change: impl FnOnce(&mut Client)) {
        if let Some(client) = self.client.borrow_mut().as_mut() {
            change(client);
        }
    }

    /// Lets go of what has outlived its purpose: bytes long received, confirmed edits past the tail.
    pub async fn tidy(&self) {
        let Ok(stores) = self.stores() else { return };
        drop(self.carry_out(|client| Ok(client.expire_bytes())).await);
        if let Ok(tail) = stores.vault.shelf(Shelf::SentTail).await {
            drop(self.carry_out(|client| Ok(client.trim_tail(&tail))).await);
        }
    }

    /// Keeps or forgets a half-filled form.
    pub async fn keep_draft(&self, key: String, text: Option<String>) {
        let Ok(stores) = self.stores() else { return };
        let op = match text {
            Some(value) => VaultOp::Put { shelf: Shelf::Draft, key, value },
            None => VaultOp::Delete { shelf: Shelf::Draft, key },
        };
        // A draft that cannot be kept costs typing, and the form still holds it.
        drop(stores.vault.commit(vec![op]).await);
    }

    /// The half-filled form under `key`.
    pub async fn draft(&self, key: &str) -> Option<String> {
        let drafts = self.stores().ok()?.vault.shelf(Shelf::Draft).await.ok()?;
        drafts.into_iter().find(|(k, _)| k == key).map(|(_, text)| text)
    }
}

/// The three commits of a plan, in their order. The last one may fail: the next start finds it undone.
async fn commit(stores: &Stores, plan: &Plan) -> Result<(), StoreError> {
    stores.vault.commit(plan.before.clone()).await?;
    if let Some(cache) = &plan.cache {
        stores.cache.commit(cache).await?;
    }
    stores.vault.commit(plan.after.clone()).await
}
