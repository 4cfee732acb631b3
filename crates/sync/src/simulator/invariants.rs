//! What must hold, by the numbers of SYNC.md and ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{MutationId, level_id};
use domain::quantity::Quantity;
use domain::stock::{Level, Movement};
use domain::{Entity, Key, Row, scope};
use pollster::block_on;
use protocol::sync::Verdict;

use super::founding::LATER;
use super::world::{COMPANY, World};
use crate::client::uploads::BlobState;
use crate::client::{Client, Entry, Shelf, State};
use crate::memory::vault::MemoryVault;
use crate::server::Sight;
use crate::server::actor;
use crate::server::store::ServerStore;

/// At every step.
pub(super) fn always(world: &World) -> Result<(), String> {
    saved_work_is_somewhere(world)?;
    bytes_are_somewhere(world)?;
    what_was_entered_is_shown(world)?;
    edits_keep_their_order(world)?;
    stock_is_the_sum_of_its_movements(world)
}

/// When everything is connected and nothing waits.
pub(super) fn when_quiet(world: &World) -> Result<(), String> {
    always(world)?;
    every_saved_edit_has_one_answer(world)?;
    every_photo_has_arrived(world)?;
    what_a_later_version_wrote_stands(world)?;
    every_phone_shows_the_servers_scope(world)
}

/// Edits that stay on their phone until a person decides on a refused one that they build on.
pub(super) fn held(client: &Client) -> BTreeSet<MutationId> {
    let mut held: BTreeSet<MutationId> = client.quarantine().map(Entry::id).collect();
    let refused = held.clone();
    for entry in client.outbox().filter(|entry| entry.state == State::Waiting) {
        if entry.mutation.depends_on.iter().any(|on| held.contains(on)) {
            held.insert(entry.id());
        }
    }
    &held - &refused
}

/// Invariant 1: what was called saved is in the vault, or the server has answered for it.
fn saved_work_is_somewhere(world: &World) -> Result<(), String> {
    world.server.with(COMPANY, |data| {
        for (nth, phone) in world.phones.iter().enumerate() {
            let shelves = [Shelf::Outbox, Shelf::Quarantine, Shelf::SentTail, Shelf::Discarded];
            let kept: BTreeSet<MutationId> =
                shelves.into_iter().flat_map(|shelf| on_shelf(&phone.vault, shelf)).collect();
            for id in phone.saved.iter().filter(|id| !kept.contains(id)) {
                match data.results.get(id).map(|found| &found.result.verdict) {
                    Some(Verdict::Rejected { .. }) => {
                        let id = id.0.as_u128();
                        return Err(format!("refused edit {id} of phone {nth} is gone (invariant 1)"));
                    }
                    Some(_) => {}
                    None => return Err(format!("edit {} of phone {nth} is lost (invariant 1)", id.0.as_u128())),
                }
            }
        }
        Ok(())
    })
}

/// The edits on a shelf, by their keys: `place-identifier`.
fn on_shelf(vault: &MemoryVault, shelf: Shelf) -> Vec<MutationId> {
    let id = |key: String| key.split_once('-').and_then(|(_, id)| id.parse().ok()).map(MutationId);
    vault.keys(shelf).into_iter().filter_map(id).collect()
}

/// Invariant 10: the bytes of a photo that was called saved are on the phone, all of them, or on the server.
fn bytes_are_somewhere(world: &World) -> Result<(), String> {
    for (nth, phone) in world.phones.iter().enumerate() {
        let manifests: BTreeSet<String> = phone.vault.keys(Shelf::BlobManifest).into_iter().collect();
        let is_here = |sha256: &String, chunks| manifests.contains(sha256) && phone.vault.has_chunks(sha256, chunks);
        let is_lost = |(sha256, chunks): &(&String, &u32)| !is_here(sha256, **chunks) && !world.desk.has(sha256);
        if let Some((lost, _)) = phone.photos.iter().find(is_lost) {
            return Err(format!("photo {lost} of phone {nth} is lost (invariant 10)"));
        }
    }
    Ok(())
}

/// Invariants 10 and 12: at the end the server has all bytes, also those that a restore had lost. What arrived damaged
/// again and again waits for a person.
fn every_photo_has_arrived(world: &World) -> Result<(), String> {
    for (nth, phone) in world.phones.iter().enumerate() {
        let Some(client) = &phone.client else { continue };
        let needs_somebody =
            |sha256: &str| client.uploads().get(sha256).is_some_and(|m| matches!(m.state, BlobState::NeedsYou { .. }));
        let is_missing = |sha256: &&String| !world.desk.has(sha256) && !needs_somebody(sha256);
        if let Some(missing) = phone.photos.keys().find(is_missing) {
            return Err(format!("photo {missing} of phone {nth} never reached the server (invariant 10)"));
        }
    }
    Ok(())
}

/// Invariant 4: what a person entered is on the screen, confirmed or not, or among what needs them. A phone that lost its
/// cache is filled first; one whose power went pulls first what it had pulled before.
fn what_was_entered_is_shown(world: &World) -> Result<(), String> {
    let current = Some(block_on(world.server.epoch()).unwrap());
    for (nth, phone) in world.phones.iter().enumerate() {
        let is_up = |client: &&Client| {
            let ((epoch, through), meta) = (phone.had_pulled, client.meta());
            let is_past = epoch != current && meta.epoch == current;
            meta.complete && (through == 0 || is_past || (meta.epoch == epoch && meta.through >= through))
        };
        let Some(client) =
            phone.client.as_ref().filter(is_up).filter(|_| !phone.rotten && phone.first_missed.is_none())
        else {
            continue;
        };
        let is_shown = |id: &MutationId, key: Key| {
            client.view().row(key).is_some() || client.quarantine().any(|entry| entry.id() == *id)
        };
        if let Some((id, key)) = phone.made.iter().find(|(id, key)| !is_shown(id, **key)) {
            return Err(format!("phone {nth} does not show {key:?} of edit {} (invariant 4)", id.0.as_u128()));
        }
    }
    Ok(())
}

/// Invariant 3: an edit has a later place than those entered before it, also after a start with an empty outbox.
fn edits_keep_their_order(world: &World) -> Result<(), String> {
    for (nth, phone) in world.phones.iter().enumerate() {
        if let Some((place, known)) = phone.places.wrong {
            return Err(format!("phone {nth} counts {place} after {known} (invariant 3)"));
        }
    }
    Ok(())
}

/// Invariant 7. Looked at anew only when there are new rows.
fn stock_is_the_sum_of_its_movements(world: &World) -> Result<(), String> {
    let head = (block_on(world.server.epoch()).unwrap(), block_on(world.server.head(COMPANY)).unwrap());
    if world.summed.replace(Some(head)) == Some(head) {
        return Ok(());
    }
    world.server.with(COMPANY, |data| {
        let rows = || data.rows.values();
        let mut sums: BTreeMap<Key, Quantity> = BTreeMap::new();
        for movement in rows().filter(|r| r.entity == Entity::Movement).filter_map(Row::read::<Movement>) {
            for (location, delta) in movement.deltas() {
                let sum = sums.entry(Key::new(Entity::Level, level_id(movement.item, location))).or_default();
                *sum = *sum + delta;
            }
        }
        let levels = rows().filter(|r| r.entity == Entity::Level);
        let found: BTreeMap<Key, Quantity> =
            levels.filter_map(|r| Some((r.key(), r.read::<Level>()?.on_hand))).collect();
        if sums == found { Ok(()) } else { Err(format!("stock {found:?} is not the sum {sums:?} (invariant 7)")) }
    })
}

/// Invariants 2, 12 and 14: at the end the server knows every edit that anybody was told is saved. One that it refused and
/// then forgot in a restore still waits for a person on its phone, and what builds on it with it.
fn every_saved_edit_has_one_answer(world: &World) -> Result<(), String> {
    let results = world.server.company(COMPANY).results;
    for (nth, phone) in world.phones.iter().enumerate() {
        let refused = on_shelf(&phone.vault, Shelf::Quarantine);
        let held = phone.client.as_ref().map(held).unwrap_or_default();
        let is_left = |id: &&MutationId| {
            !(results.contains_key(id) || refused.contains(id) || held.contains(id) || phone.discarded.contains(id))
        };
        if let Some(missing) = phone.saved.iter().find(is_left) {
            return Err(format!("edit {} of phone {nth} never reached the server (invariant 12)", missing.0.as_u128()));
        }
    }
    Ok(())
}

/// Invariant 14: edits of phones that do not know a field leave it as it is. The rows of the first day have one.
fn what_a_later_version_wrote_stands(world: &World) -> Result<(), String> {
    world.server.with(COMPANY, |data| {
        let founded = data.rows.values().filter(|row| row.id.as_u128() < 0x100);
        for row in founded {
            let fields = row.body.fields().map_err(|error| error.to_string())?;
            if fields.get(LATER).is_none_or(|value| value != LATER) {
                return Err(format!("{:?} has lost a field of a later version (invariant 14)", row.key()));
            }
        }
        Ok(())
    })
}

/// Invariants 4, 5 and 9.
fn every_phone_shows_the_servers_scope(world: &World) -> Result<(), String> {
    let data = world.server.company(COMPANY);
    for (nth, phone) in world.phones.iter().enumerate() {
        let Some(client) = phone.client.as_ref().filter(|_| !phone.rotten) else { continue };
        let actor = block_on(actor::in_store(&world.server, COMPANY, phone.user)).unwrap().unwrap();
        let sight = block_on(Sight::of(&world.server, COMPANY, &actor)).unwrap();
        let seen = |r: &&Row| !r.deleted && sight.sees(scope::of(r.entity, r.id, &r.body), r.created.by);
        let mut server: Vec<&Row> = data.rows.values().filter(seen).collect();
        let mut phone: Vec<&Row> = client.view().base().map(AsRef::as_ref).filter(|r| !r.deleted).collect();
        server.sort_by_key(|r| r.key());
        phone.sort_by_key(|r| r.key());
        if server != phone {
            let only =
                |a: &[&Row], b: &[&Row]| -> Vec<Key> { a.iter().filter(|r| !b.contains(r)).map(|r| r.key()).collect() };
            let (missing, extra) = (only(&server, &phone), only(&phone, &server));
            return Err(format!("phone {nth} misses {missing:?} and has {extra:?} (invariants 5 and 9)"));
        }
        let waits = !held(client).is_empty();
        let pending = client.view().all(Entity::WorkOrder).find(|r| !waits && client.view().is_pending(r.key()));
        if let Some(pending) = pending {
            return Err(format!("phone {nth} still replays onto {:?} (invariant 4)", pending.key()));
        }
    }
    Ok(())
}
