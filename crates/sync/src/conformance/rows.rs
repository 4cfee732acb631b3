//! Rows to store in suites and tests, and what a store made of them.

use std::collections::BTreeMap;

use domain::ids::UserId;
use domain::{Body, Entity, Key, Row, Stamp};
use serde_json::Value;
use uuid::Uuid;

use crate::client::CacheImage;
use crate::pack::Pack;

/// A row of this kind with this body.
pub fn row(entity: Entity, id: u128, seq: u64, body: Value) -> Row {
    let stamp = Stamp { by: UserId(Uuid::from_u128(1)), at: 1_000 };
    let body = Body::of(&body).unwrap();
    Row { entity, id: Uuid::from_u128(id), version: 1, seq, deleted: false, created: stamp, updated: stamp, body }
}

/// All rows of these packs by their keys; one that cannot be read fails the test.
pub fn of_packs(packs: Vec<Pack>) -> Vec<Row> {
    of_image(&CacheImage { packs, ..CacheImage::default() })
}

/// All rows of a cache by their keys, as packing again writes them; one that cannot be read fails the test.
pub fn of_image(image: &CacheImage) -> Vec<Row> {
    let texts = image.packed_again(20_000).map(|pack| String::from_utf8(pack.unwrap().1).unwrap());
    let texts: Vec<String> = texts.collect();
    // Each line is its front, then the row.
    let rows = texts.iter().flat_map(|text| text.lines()).map(|line| &line[line.find('{').unwrap()..]);
    let rows = rows.map(|row| serde_json::from_str::<Row>(row).unwrap());
    let by_key: BTreeMap<Key, Row> = rows.map(|row| (row.key(), row)).collect();
    by_key.into_values().collect()
}
