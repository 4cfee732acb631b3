//! The server after a round: whether bytes, sums and answers are what they ought to be.
//!
//! Never here: what was lost or doubled, which the ledger says.

use std::collections::{BTreeMap, BTreeSet};

use domain::Entity;
use domain::ids::{ItemId, LocationId};
use domain::quantity::Quantity;
use domain::stock::{Level, Movement};
use e2e::pictures::hash;
use e2e::{Failure, Oracle};
use protocol::blobs::Rendition;
use uuid::Uuid;

use super::world::World;

/// Bytes, sums and answers on the server that are not what they ought to be.
pub async fn damages(world: &mut World) -> Result<Vec<String>, Failure> {
    let mut damaged = wrong_sums(world.oracle());
    let answers = world.answers();
    if answers != world.expected.answers {
        damaged.push(format!("answers {answers:?} in the place of {:?}", world.expected.answers));
    }
    let new =
        world.oracle().photos(world.job).into_iter().map(|(id, _)| id).filter(|id| !world.seen.contains(id)).collect();
    damaged.extend(damaged_photos(world, &new).await?);
    world.seen.extend(new);
    Ok(damaged)
}

/// Those of these photos whose bytes or whose row are not what was added.
pub async fn damaged_photos(world: &World, which: &BTreeSet<Uuid>) -> Result<Vec<String>, Failure> {
    let mut damaged = Vec::new();
    for (id, photo) in world.oracle().photos(world.job).into_iter().filter(|(id, _)| which.contains(id)) {
        let bytes = world.oracle().bytes(id, Rendition::Original).await?;
        let (there, wanted) = (hash(&bytes), world.expected.photos.get(&id));
        if there != photo.sha256 || wanted.is_some_and(|wanted| *wanted != there) {
            damaged.push(format!("photo {id}: bytes of {there}, row of {}, added {wanted:?}", photo.sha256));
        }
    }
    Ok(damaged)
}

/// Where the stock on hand is not the sum of its movements.
fn wrong_sums(oracle: &Oracle) -> Vec<String> {
    let mut sums = BTreeMap::<(ItemId, LocationId), Quantity>::new();
    for (_, movement) in oracle.all::<Movement>(Entity::Movement) {
        for (place, by) in movement.deltas() {
            let sum = sums.entry((movement.item, place)).or_default();
            *sum = *sum + by;
        }
    }
    let levels = oracle.all::<Level>(Entity::Level).into_iter();
    let mut wrong = Vec::new();
    for (_, Level { item, location, on_hand }) in levels {
        let sum = sums.remove(&(item, location)).unwrap_or_default();
        if sum != on_hand {
            wrong.push(format!("{on_hand} of {item} at {location}, and movements of {sum}"));
        }
    }
    wrong.extend(sums.into_iter().map(|((item, place), sum)| format!("no level of {item} at {place}, {sum} moved")));
    wrong
}
