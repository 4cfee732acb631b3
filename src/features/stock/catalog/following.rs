//! The one catalog of the app: made at its first use, made again when an item changes.

use std::sync::Arc;
use std::time::Duration;

use domain::Entity;
use domain::ids::ItemId;
use leptos::prelude::*;

use super::builder::Builder;
use super::{Catalog, CatalogItem, SharedCatalog};
use crate::state::{Desk, use_desk};

/// Up to so many items it is made at once.
const AT_ONCE: usize = 500;
/// Items between two turns of the page.
const A_TURN: usize = 250;

/// The catalog, for whoever asks. Copied into closures.
#[derive(Clone, Copy)]
pub struct Catalogs {
    desk: Desk,
    /// The newest that is whole; `None` until the first one is.
    whole: RwSignal<Option<SharedCatalog>>,
    /// The next one, with the revision of the rows that it is made of.
    making: StoredValue<Option<(u32, Builder)>, LocalStorage>,
    /// The revision of the rows that the newest was made of, or is being made of.
    made_of: StoredValue<Option<u32>>,
    /// Who waits for one that is whole and current.
    waiting: StoredValue<Vec<Box<dyn FnOnce()>>, LocalStorage>,
    owner: StoredValue<Option<Owner>>,
}

/// Keeps the catalog for all pages of a signed-in person. Called once, around them.
pub fn provide_catalogs(desk: Desk) {
    provide_context(Catalogs::new(desk));
}

/// The catalog of this app; in a test without one, a catalog of the component's own.
pub fn use_catalog() -> Catalogs {
    let catalogs = use_context::<Catalogs>().unwrap_or_else(|| Catalogs::new(use_desk()));
    catalogs.begin_to_follow();
    catalogs
}

impl Catalogs {
    fn new(desk: Desk) -> Self {
        Self {
            desk,
            whole: RwSignal::new(None),
            making: StoredValue::new_local(None),
            made_of: StoredValue::new(None),
            waiting: StoredValue::new_local(Vec::new()),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Reads the newest whole catalog, and follows it; an empty one until there is one.
    pub fn with<T>(self, read: impl FnOnce(&Catalog) -> T) -> T {
        self.whole.with(|whole| match whole {
            Some(catalog) => read(&catalog.0),
            None => read(&Catalog::default()),
        })
    }

    /// Whether there is one yet.
    pub fn is_ready(self) -> bool {
        self.whole.with(Option::is_some)
    }

    /// Whether it is whole and of the items as they are now: what is not in another may have come since.
    pub fn is_current(self) -> bool {
        untrack(|| self.renew());
        self.is_whole()
    }

    /// Does something once [`Catalogs::is_current`], at once or as soon as the page has had the turns for it.
    pub fn when_current(self, then: impl FnOnce() + 'static) {
        if self.is_current() {
            return then();
        }
        self.waiting.update_value(|waiting| waiting.push(Box::new(then)));
    }

    fn is_whole(self) -> bool {
        self.making.with_value(Option::is_none)
            && self.made_of.get_value() == Some(untrack(|| self.desk.revision(Entity::Item)))
    }

    /// An item, and follows the items.
    pub fn item(self, id: ItemId) -> Option<Arc<CatalogItem>> {
        Some(Arc::new(CatalogItem { id, item: self.desk.get(Entity::Item, id.0)? }))
    }

    /// From its first use on it follows the items, as long as the app lives.
    fn begin_to_follow(self) {
        let Some(owner) = self.owner.try_update_value(Option::take).flatten() else { return };
        untrack(|| self.renew());
        owner.with(|| {
            Effect::new(move |_| {
                self.desk.track(Entity::Item);
                untrack(|| self.renew());
            })
        });
    }

    /// Begins anew when the items have changed. One that is being made is finished first: under a stream of changes there
    /// would never be one.
    fn renew(self) {
        let revision = self.desk.revision(Entity::Item);
        if self.made_of.get_value() == Some(revision) || self.making.with_value(Option::is_some) {
            return;
        }
        self.made_of.set_value(Some(revision));
        let items = self.desk.keys(Entity::Item);
        let few = items.len() <= AT_ONCE;
        self.making.set_value(Some((revision, Builder::new(items))));
        if few {
            self.go_on(usize::MAX);
        } else {
            self.go_on_later(revision);
        }
    }

    fn go_on_later(self, revision: u32) {
        let turn = move || {
            let is_wanted = self.making.try_with_value(|making| making.as_ref().is_some_and(|(of, _)| *of == revision));
            if is_wanted == Some(true) && !self.go_on(A_TURN) {
                self.go_on_later(revision);
            }
        };
        set_timeout(turn, Duration::ZERO);
    }

    /// Whether it is whole now.
    fn go_on(self, items: usize) -> bool {
        let made = self.making.try_update_value(|making| making.as_mut()?.1.go_on(self.desk, items)).flatten();
        let Some(made) = made else { return false };
        self.making.set_value(None);
        self.whole.set(Some(SharedCatalog(Arc::new(made))));
        if self.is_whole() {
            let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
            waiting.into_iter().for_each(|then| then());
        } else {
            untrack(|| self.renew());
        }
        true
    }
}
