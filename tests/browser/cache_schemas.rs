//! Caches of other schemas, and one that cannot be opened.

use pem2_app::platform::cache_store::RexieCache;
use pem2_app::platform::idb::{self, Database};
use pem2_app::platform::random;
use sync::client::{CacheCommit, CacheMeta, CacheStore};
use wasm_bindgen_test::wasm_bindgen_test;

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
