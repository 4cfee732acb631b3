//! The desk: rows as the person sees them, for components. It changes only after a commit.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use domain::ids::UserId;
use domain::permission::Actor;
use domain::{Entity, Key, Row};
use leptos::prelude::*;
use protocol::auth::Who;
use serde::de::DeserializeOwned;
use sync::client::{Changes, Client, Entry, Summary};
use uuid::Uuid;

/// The engine of the person who is signed in, shared with the driver in `app`.
pub type SharedClient = Rc<RefCell<Option<Client>>>;

/// What components read. Copied into closures.
#[derive(Clone, Copy)]
pub struct Desk {
    client: StoredValue<SharedClient, LocalStorage>,
    /// One for each of [`Entity::ALL`], in that order.
    revisions: StoredValue<Vec<RwSignal<u32>>>,
    queue: RwSignal<u32>,
    summary: RwSignal<Summary>,
    who: RwSignal<Option<Who>>,
    ready: RwSignal<bool>,
    update_waiting: RwSignal<bool>,
    store_trouble: RwSignal<bool>,
}

impl Desk {
    /// An empty desk over `client`.
    pub fn new(client: SharedClient) -> Self {
        let revisions = Entity::ALL.iter().map(|_| RwSignal::new(0)).collect();
        Self {
            client: StoredValue::new_local(client),
            revisions: StoredValue::new(revisions),
            queue: RwSignal::new(0),
            summary: RwSignal::new(Summary::default()),
            who: RwSignal::new(None),
            ready: RwSignal::new(false),
            update_waiting: RwSignal::new(false),
            store_trouble: RwSignal::new(false),
        }
    }

    /// Tells the screen what changed. Called by the driver, after a commit.
    pub fn publish(&self, changes: &Changes) {
        let Some(summary) = self.with_client(Client::summary) else { return };
        if *self.summary.read_untracked() != summary {
            self.summary.set(summary);
        }
        self.revisions.with_value(|revisions| {
            for entity in &changes.entities {
                if let Some(signal) = revisions.get(*entity as usize) {
                    signal.update(|n| *n = n.wrapping_add(1));
                }
            }
        });
        if changes.queue {
            self.queue.update(|n| *n = n.wrapping_add(1));
        }
    }

    /// Somebody signed in or out; everything looks different.
    pub fn set_who(&self, who: Option<Who>) {
        self.who.set(who);
        self.publish(&Changes::everything());
    }

    /// The stores are open: the screen may show what there is.
    pub fn set_ready(&self) {
        self.ready.set(true);
    }

    /// Whether the stores are open.
    pub fn is_ready(&self) -> bool {
        self.ready.get()
    }

    /// This phone's storage cannot be opened: nothing can be shown, and nothing could be kept safe.
    pub fn store_trouble(&self) -> RwSignal<bool> {
        self.store_trouble
    }

    /// A new version of the app waits to be started.
    pub fn update_waiting(&self) -> RwSignal<bool> {
        self.update_waiting
    }

    /// Who is signed in on this phone.
    pub fn who(&self) -> Option<Who> {
        self.who.get()
    }

    /// The signed-in person's identifier.
    pub fn me(&self) -> UserId {
        self.who.with(|who| who.as_ref().map(|w| w.user).unwrap_or_default())
    }

    /// What the signed-in person is to the company, from the rows on this phone.
    pub fn actor(&self) -> Actor {
        self.track(Entity::User);
        self.track(Entity::Crew);
        self.with_client(Client::actor).unwrap_or_default()
    }

    /// Counts for the chip and the sync centre.
    pub fn summary(&self) -> Summary {
        self.summary.get()
    }

    /// Runs the surrounding effect again when a row of this kind changes.
    pub fn track(&self, entity: Entity) {
        self.revisions.with_value(|revisions| {
            if let Some(signal) = revisions.get(entity as usize) {
                signal.track();
            }
        });
    }

    /// Counts the changes of rows of this kind, without following them.
    pub fn revision(&self, entity: Entity) -> u32 {
        let revision = |all: &Vec<RwSignal<u32>>| all.get(entity as usize).map(GetUntracked::get_untracked);
        self.revisions.with_value(revision).unwrap_or_default()
    }

    /// The row with this key, and follow its kind.
    pub fn row(&self, key: Key) -> Option<Arc<Row>> {
        self.track(key.entity);
        self.with_client(|client| client.view().row(key))?
    }

    /// The keys of every row of a kind, without following it.
    pub fn keys(&self, entity: Entity) -> Vec<Key> {
        self.with_client(|client| client.view().keys(entity).collect()).unwrap_or_default()
    }

    /// A row that is looked at once among very many, without following it.
    pub fn peek<T: DeserializeOwned>(&self, key: Key) -> Option<T> {
        self.with_client(|client| client.view().peek(key))??.read()
    }

    /// The entity with this key, and follow its kind.
    pub fn get<T: DeserializeOwned>(&self, entity: Entity, id: impl Into<Uuid>) -> Option<T> {
        self.row(Key { entity, id: id.into() })?.read()
    }

    /// Every row of a kind, and follow it.
    pub fn all(&self, entity: Entity) -> Vec<Arc<Row>> {
        self.track(entity);
        self.with_client(|client| client.view().all(entity).cloned().collect()).unwrap_or_default()
    }

    /// Every entity of a kind with its identifier, and follow it.
    pub fn read_all<T: DeserializeOwned>(&self, entity: Entity) -> Vec<(Uuid, T)> {
        self.all(entity).iter().filter_map(|row| Some((row.id, row.read()?))).collect()
    }

    /// Rows of a kind that hang on `parent`, and follow the kind: notes, photos and movements of a work order, sites of a
    /// customer, levels of an item, time entries of a person, work orders of a customer.
    pub fn children(&self, parent: impl Into<Uuid>, entity: Entity) -> Vec<Arc<Row>> {
        self.track(entity);
        let parent = parent.into();
        self.with_client(|client| client.view().children(parent, entity)).unwrap_or_default()
    }

    /// Whether somebody's edit of this row has not reached the server.
    pub fn is_pending(&self, key: Key) -> bool {
        self.track(key.entity);
        self.with_client(|client| client.view().is_pending(key)).unwrap_or_default()
    }

    /// Unconfirmed edits, oldest first, and follow them.
    pub fn outbox(&self) -> Vec<Entry> {
        self.queue.track();
        self.with_client(|client| client.outbox().cloned().collect()).unwrap_or_default()
    }

    /// Refused edits, oldest first, and follow them.
    pub fn quarantine(&self) -> Vec<Entry> {
        self.queue.track();
        self.with_client(|client| client.quarantine().cloned().collect()).unwrap_or_default()
    }

    /// Reads the engine, and follows the queue: for uploads.
    pub fn with_queue<T>(&self, read: impl FnOnce(&Client) -> T) -> Option<T> {
        self.queue.track();
        self.with_client(read)
    }

    /// Reads the engine without following anything.
    pub fn with_client<T>(&self, read: impl FnOnce(&Client) -> T) -> Option<T> {
        self.client.with_value(|client| client.borrow().as_ref().map(read))
    }
}

/// The desk of this app.
///
/// # Panics
/// Outside of the app's own component tree: a mistake while building, found by the first test that opens the page.
pub fn use_desk() -> Desk {
    let Some(desk) = use_context::<Desk>() else {
        panic!("no desk in this component tree");
    };
    desk
}
