//! Looking after the bytes of photos, in a folder and in an S3-compatible store.

use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use domain::ids::CompanyId;
use server::auth::keys::hex;
use server::blobs::care::{AGE, Moved, Trouble, check, move_all, sweep};
use server::blobs::{Vault, original, rendition};
use server::clock::now;
use server::db::blobs::{Blob, insert};
use sha2::{Digest, Sha256};
use tokio::sync::Notify;

use crate::world::World;

crate::in_both_stores!(
    missing_and_wrong_bytes_are_found,
    a_sample_reads_some_and_looks_for_all,
    orphans_are_reported_and_removed_only_when_asked,
    young_bytes_and_foreign_ones_are_let_be,
);

const MANY: usize = 12;

fn picture(n: usize) -> Bytes {
    Bytes::from(format!("\u{FFFD}picture {n} {}", "x".repeat(n * 1000)))
}

/// Rows, and their bytes in `vault`.
async fn fill(world: &World, vault: &Vault, many: usize) -> Vec<String> {
    let mut hashes = Vec::new();
    for n in 0..many {
        let bytes = picture(n);
        let sha256 = hex(&Sha256::digest(&bytes));
        vault.put(&original(world.ours, &sha256), bytes.clone()).await.unwrap();
        let blob = Blob { sha256: sha256.clone(), size: bytes.len() as u64, mime: "image/jpeg".into() };
        insert(&world.app.db, world.ours, &blob, 0).await.unwrap();
        hashes.push(sha256);
    }
    hashes
}

async fn missing_and_wrong_bytes_are_found(world: World) {
    let (db, vault) = (&world.app.db, &world.app.blobs.vault);
    let hashes = fill(&world, vault, MANY).await;
    let well = check(db, vault, true, 0).await.unwrap();
    assert_eq!((well.rows, well.read, well.troubles), (MANY as u64, MANY as u64, vec![]));
    vault.remove(&original(world.ours, &hashes[1])).await.unwrap();
    let mut other = picture(2).to_vec();
    other[5] ^= 1;
    vault.put(&original(world.ours, &hashes[2]), other.into()).await.unwrap();
    vault.put(&original(world.ours, &hashes[3]), Bytes::from_static(b"short")).await.unwrap();
    let mut troubles = check(db, vault, true, 0).await.unwrap().troubles;
    let mut expected = vec![
        Trouble::Missing(world.ours, hashes[1].clone()),
        Trouble::Wrong(world.ours, hashes[2].clone()),
        Trouble::Wrong(world.ours, hashes[3].clone()),
    ];
    troubles.sort_by_key(ToString::to_string);
    expected.sort_by_key(ToString::to_string);
    assert_eq!(troubles, expected);
    let swept = sweep(db, vault, now() - AGE, false).await.unwrap();
    assert_eq!(swept.troubles, [Trouble::Missing(world.ours, hashes[1].clone())]);
}

async fn a_sample_reads_some_and_looks_for_all(world: World) {
    let (db, vault) = (&world.app.db, &world.app.blobs.vault);
    let hashes = fill(&world, vault, 3).await;
    // Rows without bytes: as many as it takes for a sample.
    for n in 0..400 {
        let blob = Blob { sha256: hex(&Sha256::digest(format!("{n}"))), size: 1, mime: "image/jpeg".into() };
        insert(db, world.ours, &blob, 0).await.unwrap();
    }
    let checked = check(db, vault, false, 0).await.unwrap();
    assert_eq!((checked.rows, checked.troubles.len()), (403, 400));
    assert!(checked.read <= 1 + hashes.len() as u64 / 2, "every third at most: {}", checked.read);
}

async fn orphans_are_reported_and_removed_only_when_asked(world: World) {
    let (db, vault) = (&world.app.db, &world.app.blobs.vault);
    let hashes = fill(&world, vault, 3).await;
    let orphan = hex(&Sha256::digest("nobody's"));
    let theirs = CompanyId(uuid::Uuid::new_v4());
    let keys = [
        original(world.ours, &orphan),
        rendition(world.ours, &orphan, "thumb"),
        // Bytes of one company are an orphan in another.
        original(theirs, &hashes[0]),
    ];
    for key in keys.iter().chain(&[rendition(world.ours, &hashes[0], "thumb")]) {
        vault.put(key, Bytes::from_static(b"bytes")).await.unwrap();
    }
    let later = now() + 60_000;
    for (remove, removed, left) in [(false, 0, 3), (true, 3, 3), (true, 0, 0)] {
        let swept = sweep(db, vault, later, remove).await.unwrap();
        assert_eq!((swept.orphans.len(), swept.removed), (left, removed), "{:?}", swept.orphans);
        assert_eq!(swept.troubles, []);
    }
    for key in &keys {
        assert!(vault.about(key).await.unwrap().is_none());
    }
    assert!(vault.about(&rendition(world.ours, &hashes[0], "thumb")).await.unwrap().is_some());
    assert_eq!(check(db, vault, true, 0).await.unwrap().troubles, []);
}

async fn young_bytes_and_foreign_ones_are_let_be(world: World) {
    let (db, vault) = (&world.app.db, &world.app.blobs.vault);
    let young = original(world.ours, &hex(&Sha256::digest("on its way")));
    for key in [young.clone(), "backups/pem2-archive".into(), "somebody/else.txt".into(), "notes".into()] {
        vault.put(&key, Bytes::from_static(b"bytes")).await.unwrap();
    }
    let swept = sweep(db, vault, now() - AGE, true).await.unwrap();
    assert_eq!((swept.orphans.len(), swept.removed), (0, 0));
    let swept = sweep(db, vault, now() + 60_000, true).await.unwrap();
    assert_eq!(swept.orphans.iter().map(|o| o.key.clone()).collect::<Vec<_>>(), [young]);
    assert!(vault.about(&"somebody/else.txt".into()).await.unwrap().is_some());
}

/// Both stores of one installation.
async fn stores() -> Option<(World, Vault, Vault)> {
    let world = World::on_s3().await?;
    let folder = Vault::in_folder(&world.config.data.join("blobs")).await.unwrap();
    let bucket = Vault::in_bucket(&world.config).unwrap().unwrap();
    Some((world, folder, bucket))
}

#[tokio::test]
async fn moving_goes_on_where_it_was_stopped_in_both_directions() {
    for to_s3 in [true, false] {
        let Some((world, folder, bucket)) = stores().await else { return };
        let (from, to) = if to_s3 { (&folder, &bucket) } else { (&bucket, &folder) };
        let hashes = fill(&world, from, MANY).await;
        let scratch = world.config.data.join(".on-its-way");
        let (enough, arrived) = (Notify::new(), AtomicU64::new(0));
        let moving = move_all(&world.app.db, (from, to), &scratch, true, |so_far| {
            arrived.store(so_far.copied, Ordering::Relaxed);
            if so_far.copied == 4 {
                enough.notify_one();
            }
        });
        tokio::select! {
            biased;
            () = enough.notified() => {}
            moved = moving => panic!("it was to be stopped: {moved:?}"),
        }
        let first = arrived.load(Ordering::Relaxed);
        for sha256 in &hashes {
            assert!(from.about(&original(world.ours, sha256)).await.unwrap().is_some(), "nothing is gone");
        }
        // What a bad disk made of one that had arrived.
        let arrived = |sha256: &String| original(world.ours, sha256);
        let mut spoilt = None;
        for sha256 in &hashes {
            if to.about(&arrived(sha256)).await.unwrap().is_some() {
                spoilt = Some(arrived(sha256));
                break;
            }
        }
        to.put(&spoilt.unwrap(), Bytes::from_static(b"spoilt")).await.unwrap();
        let moved = move_all(&world.app.db, (from, to), &scratch, false, |_| {}).await.unwrap();
        assert_eq!(moved.copied + moved.there, MANY as u64);
        assert!(moved.there >= first - 1 && moved.there < MANY as u64, "{moved:?} after {first}");
        assert_eq!((moved.removed, moved.troubles.len()), (0, 0));
        assert_eq!(check(&world.app.db, to, true, 0).await.unwrap().troubles, []);
        let again = move_all(&world.app.db, (from, to), &scratch, true, |_| {}).await.unwrap();
        assert_eq!(again, Moved { there: MANY as u64, removed: MANY as u64, ..Moved::default() });
        assert!(from.about(&original(world.ours, &hashes[0])).await.unwrap().is_none());
        assert_eq!(check(&world.app.db, to, true, 0).await.unwrap().troubles, []);
        assert!(!scratch.exists());
    }
}

#[tokio::test]
async fn nothing_goes_away_at_the_source_while_something_has_not_arrived() {
    let Some((world, folder, bucket)) = stores().await else { return };
    let hashes = fill(&world, &folder, 3).await;
    folder.put(&original(world.ours, &hashes[0]), Bytes::from_static(b"spoilt")).await.unwrap();
    let scratch = world.config.data.join(".on-its-way");
    let moved = move_all(&world.app.db, (&folder, &bucket), &scratch, true, |_| {}).await.unwrap();
    assert_eq!((moved.copied, moved.removed), (2, 0));
    assert_eq!(moved.troubles, [Trouble::Wrong(world.ours, hashes[0].clone())]);
    assert!(bucket.about(&original(world.ours, &hashes[0])).await.unwrap().is_none(), "spoilt bytes do not travel");
    for sha256 in &hashes {
        assert!(folder.about(&original(world.ours, sha256)).await.unwrap().is_some());
    }
}
