//! What every cache must do.

use domain::{Entity, Row};
use serde_json::json;

use super::rows::{of_image, row};
use crate::client::{CacheCommit, CacheMeta, CacheStore};
use crate::pack::Pack;

/// Runs the suite. `open` opens the same cache every time; it is empty at first.
pub async fn cache<C: CacheStore>(open: impl AsyncFn() -> C) {
    assert_eq!(open().await.load().await.unwrap(), None, "a cache that was never filled says so");
    assert_eq!(open().await.meta().await.unwrap(), None);
    a_fill_replaces_everything(&open).await;
    changes_and_removals_survive_opening_again(&open).await;
    many_small_changes_add_up(&open).await;
    a_fill_of_packs_replaces_everything_too(&open).await;
    another_fill_leaves_nothing_of_the_first(&open).await;
}

fn meta(through: u64) -> CacheMeta {
    CacheMeta {
        schema: protocol::SCHEMA,
        through,
        cursor: Some(format!("c{through}")),
        complete: true,
        ..CacheMeta::default()
    }
}

fn item(id: u128, seq: u64, name: &str) -> Row {
    row(Entity::Item, id, seq, json!({"name": name}))
}

/// What it knows of itself, and its rows in the order of their keys.
async fn sorted<C: CacheStore>(open: &impl AsyncFn() -> C) -> (CacheMeta, Vec<Row>) {
    let image = open().await.load().await.unwrap().unwrap();
    let meta = image.meta.clone();
    (meta, of_image(&image))
}

async fn a_fill_replaces_everything<C: CacheStore>(open: &impl AsyncFn() -> C) {
    let rows: Vec<Row> = (1..=1_200).map(|i| item(i, i as u64, "first")).collect();
    let commit = CacheCommit { replace: true, rows: rows.clone(), meta: meta(1_200), ..CacheCommit::default() };
    open().await.commit(&commit).await.unwrap();
    assert_eq!(sorted(open).await, (meta(1_200), rows));
}

async fn a_fill_of_packs_replaces_everything_too<C: CacheStore>(open: &impl AsyncFn() -> C) {
    let rows: Vec<Row> = (1..=700).map(|i| item(i, i as u64, "packed")).collect();
    let newer = item(699, 701, "newer");
    let packs = vec![Pack::of(&rows).unwrap(), Pack::of(&[newer.clone(), item(702, 702, "gone again")]).unwrap()];
    let gone = vec![rows[0].key(), item(702, 0, "").key()];
    let commit = CacheCommit { replace: true, packs, gone, meta: meta(702), ..CacheCommit::default() };
    open().await.commit(&commit).await.unwrap();
    let expected: Vec<Row> =
        rows[1..].iter().map(|row| if row.id == newer.id { &newer } else { row }).cloned().collect();
    assert_eq!(sorted(open).await, (meta(702), expected));
}

async fn changes_and_removals_survive_opening_again<C: CacheStore>(open: &impl AsyncFn() -> C) {
    let (changed, gone, new) = (item(7, 1_201, "changed"), item(8, 0, "").key(), item(5_000, 1_202, "new"));
    let commit = CacheCommit {
        rows: vec![changed.clone(), new.clone()],
        gone: vec![gone],
        meta: meta(1_202),
        ..CacheCommit::default()
    };
    open().await.commit(&commit).await.unwrap();
    let (known, rows) = sorted(open).await;
    assert_eq!(known, meta(1_202));
    assert_eq!(open().await.meta().await.unwrap(), Some(meta(1_202)));
    assert_eq!(rows.len(), 1_200);
    assert!(rows.contains(&changed) && rows.contains(&new));
    assert!(rows.iter().all(|r| r.key() != gone));
    // What was removed can come back.
    let back = CacheCommit { rows: vec![item(8, 1_203, "back")], meta: meta(1_203), ..CacheCommit::default() };
    open().await.commit(&back).await.unwrap();
    assert_eq!(sorted(open).await.1.len(), 1_201);
}

async fn many_small_changes_add_up<C: CacheStore>(open: &impl AsyncFn() -> C) {
    let cache = open().await;
    for round in 0..30_u64 {
        let rows = (1..=100).map(|i| item(i + 100, 2_000 + round, &format!("round {round}"))).collect();
        cache.commit(&CacheCommit { rows, meta: meta(2_000 + round), ..CacheCommit::default() }).await.unwrap();
    }
    let (known, rows) = sorted(open).await;
    assert_eq!(known.through, 2_029);
    let latest = rows.iter().filter(|r| r.body.text().contains("round 29")).count();
    assert_eq!(latest, 100);
    assert_eq!(rows.len(), 1_201);
}

async fn another_fill_leaves_nothing_of_the_first<C: CacheStore>(open: &impl AsyncFn() -> C) {
    let commit = CacheCommit { replace: true, rows: vec![item(3, 9, "only")], meta: meta(9), ..CacheCommit::default() };
    open().await.commit(&commit).await.unwrap();
    assert_eq!(sorted(open).await.1, [item(3, 9, "only")]);
}
