//! Caches of other schemas, and one that cannot be opened.

use domain::{Body, Entity, Row, Stamp};
use pem2_app::platform::cache_store::RexieCache;
use pem2_app::platform::idb::{self, Database, Mode};
use pem2_app::platform::random;
use sync::client::{CacheCommit, CacheMeta, CacheStore};
use sync::conformance::rows::of_image;
use sync::pack::Pack;
use uuid::Uuid;
use wasm_bindgen::JsValue;
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

const STORES: [&str; 3] = ["segments", "loose", "meta"];

fn row(id: u128, text: &str) -> Row {
    Row {
        entity: Entity::Item,
        id: Uuid::from_u128(id),
        version: 1,
        seq: 1,
        deleted: false,
        created: Stamp::default(),
        updated: Stamp::default(),
        body: Body::from_text(format!(r#"{{"name":"{text}"}}"#)).unwrap(),
    }
}

fn meta(through: u64) -> CacheMeta {
    CacheMeta { through, complete: true, ..CacheMeta::default() }
}

/// What builds wrote until segments were bytes: one segment, one loose row, what the cache knows of itself.
async fn write_as_before(name: &str, segment: String) {
    let loose = serde_json::json!({ "key": row(2, "").key(), "row": row(2, "changed") }).to_string();
    let meta = serde_json::to_string(&meta(7)).unwrap();
    let records = [("segments", "000000", segment), ("loose", "item/2", loose), ("meta", "meta", meta)];
    let put = |tx: &IdbTransaction| {
        for store in STORES {
            // Such a build forgets everything that it does not know.
            if store != "meta" {
                tx.object_store(store)?.clear()?;
            }
        }
        records.iter().try_for_each(|(store, key, text)| {
            tx.object_store(store)?.put_with_key(&text.as_str().into(), &(*key).into()).map(drop)
        })
    };
    let database = Database::open(name, 1, &STORES).await.unwrap();
    database.transact(Mode::Strict, &STORES, put).await.unwrap();
}

/// What such a build finds that the cache knows of itself, and how many segments are texts.
async fn seen_as_before(name: &str) -> (bool, u32) {
    let database = Database::open(name, 1, &STORES).await.unwrap();
    let ask = |tx: &IdbTransaction| {
        Ok((tx.object_store("meta")?.get(&"meta".into())?, tx.object_store("segments")?.get_all()?))
    };
    let (meta, segments) = database.transact(Mode::Read, &STORES, ask).await.unwrap();
    let segments = js_sys::Array::from(&idb::result(&segments));
    let texts = segments.iter().filter(JsValue::is_string).count();
    (!idb::result(&meta).is_undefined(), texts as u32)
}

/// Rows in an array, as before there were packs, and packs as texts, as before they were bytes.
fn forms() -> [String; 2] {
    let rows = vec![row(3, "three"), row(1, "one"), row(2, "two")];
    [serde_json::to_string(&rows).unwrap(), Pack::write(&rows).unwrap()]
}

#[wasm_bindgen_test]
async fn a_cache_that_an_earlier_build_filled_is_read_and_written_anew() {
    for form in forms() {
        let name = format!("cache-{}", random::uuid());
        write_as_before(&name, form).await;
        let cache = RexieCache::named(&name);
        let image = cache.load().await.unwrap().unwrap();
        assert_eq!(image.meta.through, 7);
        assert_eq!(of_image(&image), [row(1, "one"), row(2, "changed"), row(3, "three")]);
        assert_eq!(seen_as_before(&name).await, (true, 1), "reading changes nothing");
        let commit = CacheCommit { rows: vec![row(4, "four")], meta: meta(8), ..CacheCommit::default() };
        cache.commit(&commit).await.unwrap();
        assert_eq!(seen_as_before(&name).await, (false, 0), "an earlier build finds no cache, and fetches everything");
        let image = RexieCache::named(&name).load().await.unwrap().unwrap();
        assert_eq!((image.meta.through, image.packs.len(), image.rows.len()), (8, 1, 0));
        assert_eq!(of_image(&image), [row(1, "one"), row(2, "changed"), row(3, "three"), row(4, "four")]);
    }
}

#[wasm_bindgen_test]
async fn what_an_earlier_build_wrote_over_a_newer_cache_counts() {
    let name = format!("cache-{}", random::uuid());
    let newer = CacheCommit { replace: true, rows: vec![row(9, "nine")], meta: meta(5), ..CacheCommit::default() };
    RexieCache::named(&name).commit(&newer).await.unwrap();
    let [_, texts] = forms();
    write_as_before(&name, texts).await;
    let image = RexieCache::named(&name).load().await.unwrap().unwrap();
    assert_eq!((image.meta.through, of_image(&image).len()), (7, 3));
}

#[wasm_bindgen_test]
async fn a_segment_that_is_nothing_we_wrote_is_no_cache() {
    let name = format!("cache-{}", random::uuid());
    let whole = CacheCommit { replace: true, rows: vec![row(9, "nine")], meta: meta(5), ..CacheCommit::default() };
    let cache = RexieCache::named(&name);
    cache.commit(&whole).await.unwrap();
    let database = Database::open(&name, 1, &STORES).await.unwrap();
    let put = |tx: &IdbTransaction| tx.object_store("segments")?.put_with_key(&7.into(), &"000001".into()).map(drop);
    database.transact(Mode::Strict, &STORES, put).await.unwrap();
    assert_eq!(cache.load().await.unwrap(), None, "everything is fetched again");
}
