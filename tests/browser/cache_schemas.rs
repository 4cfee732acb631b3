//! Caches of other schemas, and one that cannot be opened.

use domain::{Body, Entity, Row, Stamp};
use pem2_app::platform::cache_store::RexieCache;
use pem2_app::platform::idb::{self, Database, Mode};
use pem2_app::platform::random;
use sync::client::{CacheCommit, CacheMeta, CacheStore};
use sync::conformance::rows::of_image;
use uuid::Uuid;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::IdbTransaction;

use super::pictures::until;

fn fill(complete: bool) -> CacheCommit {
    CacheCommit { replace: true, meta: CacheMeta { complete, ..CacheMeta::default() }, ..CacheCommit::default() }
}

#[wasm_bindgen_test]
async fn caches_of_other_schemas_go_once_the_new_one_is_complete() {
    let (family, stranger) = (format!("cache-{}-", random::uuid()), format!("cache-{}-1", random::uuid()));
    RexieCache::of_family(&family, 1).commit(&fill(true)).await.unwrap();
    RexieCache::named(&stranger).commit(&fill(true)).await.unwrap();
    let new = RexieCache::of_family(&family, 2);
    new.commit(&fill(false)).await.unwrap();
    let old = format!("{family}1");
    assert!(idb::names().await.contains(&old), "half a fill replaces nothing");
    new.commit(&fill(true)).await.unwrap();
    until(async || !idb::names().await.contains(&old)).await;
    let left = idb::names().await;
    assert!(left.contains(&format!("{family}2")) && left.contains(&stranger));
}

#[wasm_bindgen_test]
async fn a_cache_that_cannot_be_opened_says_so_when_it_is_read() {
    let name = format!("cache-{}", random::uuid());
    let _newer = Database::open(&name, 9, &["something_else"]).await.unwrap();
    let cache = RexieCache::named(&name);
    assert!(cache.load().await.is_err());
    assert!(cache.commit(&fill(true)).await.is_err());
}

#[wasm_bindgen_test]
async fn a_cache_that_an_earlier_build_filled_is_read() {
    let name = format!("cache-{}", random::uuid());
    let row = |id: u128, text: &str| Row {
        entity: Entity::Item,
        id: Uuid::from_u128(id),
        version: 1,
        seq: 1,
        deleted: false,
        created: Stamp::default(),
        updated: Stamp::default(),
        body: Body::from_text(format!(r#"{{"name":"{text}"}}"#)).unwrap(),
    };
    // As it was: a JSON array of rows in each segment, and loose rows by their keys.
    let rows = vec![row(1, "one"), row(2, "two"), row(3, "three")];
    let loose = serde_json::json!({ "key": rows[1].key(), "row": row(2, "changed") }).to_string();
    let meta = serde_json::to_string(&CacheMeta { through: 7, complete: true, ..CacheMeta::default() }).unwrap();
    let records = [
        ("segments", "000000", serde_json::to_string(&rows).unwrap()),
        ("loose", "item/2", loose),
        ("meta", "meta", meta),
    ];
    let database = Database::open(&name, 1, &["segments", "loose", "meta"]).await.unwrap();
    let put = |tx: &IdbTransaction| {
        records.iter().try_for_each(|(store, key, text)| {
            tx.object_store(store)?.put_with_key(&text.as_str().into(), &(*key).into()).map(drop)
        })
    };
    database.transact(Mode::Strict, &["segments", "loose", "meta"], put).await.unwrap();
    let image = RexieCache::named(&name).load().await.unwrap().unwrap();
    assert_eq!(image.meta.through, 7);
    assert_eq!(of_image(&image), [row(1, "one"), row(2, "changed"), row(3, "three")]);
}
