//! A second tab of the same app: it has the same stores and a mind of its own, and hears of what the other did a moment
//! later. One of the two sends; when it goes, the other takes the lead.

use domain::Edit;
use domain::ids::MutationId;
use pollster::block_on;

use super::phone::{Phone, place};
use super::world::World;
use crate::client::{CacheStore, Client, NewEdit, Plan, VaultStore};

/// What a tab has not heard yet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct News {
    pub vault: bool,
    pub cache: bool,
}

impl News {
    /// What a plan changes in the stores.
    pub fn of(plan: &Plan) -> Self {
        Self { vault: !plan.before.is_empty() || !plan.after.is_empty(), cache: plan.cache.is_some() }
    }

    pub fn add(&mut self, other: Self) {
        self.vault |= other.vault;
        self.cache |= other.cache;
    }

    /// Whether there is none.
    pub fn is_none(self) -> bool {
        !self.vault && !self.cache
    }
}

/// One of the two.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tab {
    /// The one that sends.
    First,
    /// The other one.
    Second,
}

/// The places that edits are given in the order of entry. Two tabs that have not heard of each other may give the same; what
/// they have heard of comes before.
#[derive(Debug, Default)]
pub(super) struct Places {
    latest: u64,
    known: [u64; 2],
    /// A place that is not after one that was known, and that one.
    pub wrong: Option<(u64, u64)>,
}

impl Places {
    pub fn enter(&mut self, tab: Tab, place: u64) {
        let known = &mut self.known[tab as usize];
        if place <= *known {
            self.wrong = Some((place, *known));
        }
        *known = place;
        self.latest = self.latest.max(place);
    }

    /// Both tabs know of all.
    pub fn hear(&mut self) {
        self.known = [self.latest; 2];
    }

    /// A second tab reads all there is.
    fn open_second(&mut self) {
        self.known[1] = self.latest;
    }
}

impl Phone {
    /// Opens the app in a second tab.
    pub fn open_second(&mut self) {
        let vault = block_on(self.vault.load()).unwrap();
        let cache = block_on(self.cache.load()).unwrap();
        self.second = Some(Client::open(self.user, self.role, self.device, vault, cache));
        self.second_missed = News::default();
        self.places.open_second();
    }

    /// The tab that sends is closed; the other one takes the lead.
    pub fn close_first(&mut self) {
        if let Some(second) = self.second.take() {
            self.client = Some(second);
            self.first_missed = self.second_missed;
            // Whoever takes the lead reads the stores first: the other may have died without a word.
            self.hear();
        }
    }

    /// Both tabs hear what they missed.
    pub fn hear(&mut self) {
        self.places.hear();
        let tabs = [(&mut self.client, &mut self.first_missed), (&mut self.second, &mut self.second_missed)];
        for (client, missed) in tabs {
            let News { vault, cache } = std::mem::take(missed);
            let Some(client) = client else { continue };
            if vault {
                client.read_vault(block_on(self.vault.load()).unwrap());
            }
            if cache && let Some(image) = block_on(self.cache.load()).unwrap() {
                client.read_cache(image);
            }
        }
    }

    /// The person does something in the second tab. Whether it was saved.
    pub fn enter_in_second(&mut self, id: MutationId, edit: Edit, now: i64) -> bool {
        let Some(client) = &mut self.second else { return false };
        let Ok(plan) = client.submit(vec![NewEdit { id, edit }], Vec::new(), Vec::new(), now) else { return false };
        block_on(self.vault.commit(plan.before.clone())).unwrap();
        self.first_missed.add(News::of(&plan));
        plan.before.iter().filter_map(place).for_each(|place| self.places.enter(Tab::Second, place));
        client.finish(plan);
        self.saved.insert(id);
        true
    }
}

impl World {
    /// Something about the second tab of a phone.
    pub(super) fn second_tab(&mut self, nth: usize) {
        let id = MutationId(self.draw());
        let now = self.now + self.phones[nth].clock_off;
        match self.rng.u32(0..6) {
            0 if self.phones[nth].client.is_some() => {
                self.tell(nth, "opens a second tab");
                self.phones[nth].open_second();
            }
            1 => {
                self.tell(nth, "closes the tab that sends");
                self.phones[nth].close_first();
            }
            2 => self.phones[nth].hear(),
            _ => {
                let Some(edit) = super::random_edit::draw(self, nth) else { return };
                let told = format!("{edit:?}");
                if self.phones[nth].enter_in_second(id, edit, now) {
                    self.tell(nth, &format!("enters {} {told} in the second tab", id.0.as_u128()));
                }
            }
        }
    }
}
