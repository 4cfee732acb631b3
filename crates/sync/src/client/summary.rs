//! What the chip and the sync centre say.

use std::collections::BTreeSet;

use domain::conflict::Resolution;
use domain::{Edit, Entity};
use serde::Deserialize;
use uuid::Uuid;

use super::engine::{Client, Closed};
use super::entry::State;
use super::uploads::BlobState;

/// Everything in one look. "All sent" is true only when each count here is zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Edits that the server has not confirmed.
    pub edits: usize,
    /// Photos whose original the server has not confirmed, the edit that adds them apart.
    pub photos: usize,
    /// Of these photos, the ones that wait for another line because the person wants it so.
    pub held: usize,
    /// Refused edits and photos: a person must look.
    pub needs_you: usize,
    /// Open conflicts that this person can settle.
    pub conflicts: usize,
    /// The last try did not reach the server.
    pub offline: bool,
    /// A request is under way.
    pub busy: bool,
    /// Why the server lets nobody in: work goes on, sending waits.
    pub closed: Option<Closed>,
    /// This build is too old for the server.
    pub update_needed: bool,
    /// The first fill was finished.
    pub ready_offline: bool,
    /// Rows received of a fill that is under way.
    pub filling: Option<usize>,
    /// When the oldest unconfirmed edit or photo was entered, in milliseconds.
    pub oldest: Option<i64>,
    /// When the server was last heard of, in milliseconds; 0: never.
    pub synced_at: i64,
}

impl Summary {
    /// Edits and photos on this phone only.
    pub fn unsent(&self) -> usize {
        self.edits + self.photos
    }

    /// Nothing waits, nothing needs anybody.
    pub fn is_all_sent(&self) -> bool {
        self.unsent() == 0 && self.needs_you == 0
    }
}

/// Of a [`domain::conflict::Conflict`], all that is counted here.
#[derive(Deserialize)]
struct Settled {
    #[serde(default)]
    resolution: Resolution,
}

impl Client {
    /// Counts everything.
    pub fn summary(&self) -> Summary {
        let waiting = self.outbox().filter(|e| e.state == State::Waiting);
        // A photo is one thing: counted as the edit that adds it, and after that as bytes.
        let announced: BTreeSet<Uuid> = waiting.clone().filter_map(|e| added_photo(e.edit.as_ref()?)).collect();
        let blobs = || self.uploads().all().filter(|m| m.part == super::uploads::Part::Original);
        let unsent_blobs = || blobs().filter(|m| m.state == BlobState::Waiting);
        let refused_blobs = blobs().filter(|m| matches!(m.state, BlobState::NeedsYou { .. })).count();
        let conflicts = self
            .view()
            .all(Entity::Conflict)
            .filter(|row| row.read::<Settled>().is_some_and(|c| c.resolution == Resolution::Open));
        let photos = unsent_blobs().filter(|m| !announced.contains(&m.photo)).count();
        Summary {
            edits: waiting.clone().count(),
            photos,
            held: if self.uploads().are_originals_held() { photos } else { 0 },
            needs_you: self.quarantine().count() + refused_blobs,
            conflicts: conflicts.count(),
            offline: self.is_offline(),
            busy: self.is_busy(),
            closed: self.closed(),
            update_needed: self.update_needed(),
            ready_offline: self.meta().complete,
            filling: self.filling(),
            oldest: waiting.map(|e| e.at).chain(unsent_blobs().map(|m| m.added_at)).min(),
            synced_at: self.meta().synced_at,
        }
    }
}

/// The photo that this edit adds, if it adds one.
fn added_photo(edit: &Edit) -> Option<Uuid> {
    match edit {
        Edit::Create { entity: Entity::Photo, id, .. } => Some(*id),
        _ => None,
    }
}
