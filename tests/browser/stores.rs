//! Vault and cache in IndexedDB.

use pem2_app::platform::cache_store::RexieCache;
use pem2_app::platform::idb::{self, Database, Mode};
use pem2_app::platform::random;
use pem2_app::platform::vault_store::IdbVault;
use sync::client::{CacheCommit, CacheStore, Shelf, StoreError, VaultOp, VaultStore};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn fresh(kind: &str) -> String {
    format!("{kind}-{}", random::uuid())
}

fn put(key: &str, value: &str) -> VaultOp {
    VaultOp::Put { shelf: Shelf::Outbox, key: key.into(), value: value.into() }
}

#[wasm_bindgen_test]
async fn the_vault_in_indexeddb_conforms() {
    let name = fresh("vault");
    sync::conformance::vault(async || IdbVault::open_named(&name).await.unwrap()).await;
}

#[wasm_bindgen_test]
async fn the_cache_in_indexeddb_conforms() {
    let name = fresh("cache");
    sync::conformance::cache(async || RexieCache::named(&name)).await;
}

#[wasm_bindgen_test]
async fn a_transaction_that_fails_in_its_middle_leaves_nothing() {
    let name = fresh("abort");
    let database = Database::open(&name, 1, &["box"]).await.unwrap();
    let failed = database
        .transact(Mode::Strict, &["box"], |tx| {
            tx.object_store("box")?.put_with_key(&"half".into(), &"key".into())?;
            Err::<(), JsValue>("the second request cannot be issued".into())
        })
        .await;
    assert!(failed.is_err());
    let request = database.transact(Mode::Read, &["box"], |tx| tx.object_store("box")?.count()).await.unwrap();
    assert_eq!(idb::result(&request).as_f64(), Some(0.0));
}

#[wasm_bindgen_test]
async fn an_older_vault_with_fewer_shelves_keeps_what_it_holds() {
    let name = fresh("older");
    let older = Database::open(&name, 1, &["outbox"]).await.unwrap();
    let write =
        |tx: &web_sys::IdbTransaction| tx.object_store("outbox")?.put_with_key(&"\"unsent\"".into(), &"1".into());
    older.transact(Mode::Strict, &["outbox"], write).await.unwrap();
    let newer = Database::open(&name, 2, &["outbox", "added_later"]).await.unwrap();
    let request =
        newer.transact(Mode::Read, &["outbox"], |tx| tx.object_store("outbox")?.get(&"1".into())).await.unwrap();
    assert_eq!(idb::result(&request).as_string().as_deref(), Some("\"unsent\""));
}

#[wasm_bindgen_test]
async fn a_vault_of_a_later_version_is_used_as_it_is() {
    let name = fresh("later");
    let vault = IdbVault::open_named(&name).await.unwrap();
    vault.commit(vec![put("1", "1")]).await.unwrap();
    // A later version of the app adds a store.
    Database::open(&name, 9, &["added_later"]).await.unwrap();
    let vault = IdbVault::open_named(&name).await.unwrap();
    vault.commit(vec![put("2", "2")]).await.unwrap();
    assert_eq!(vault.shelf(Shelf::Outbox).await.unwrap().len(), 2);
}

#[wasm_bindgen_test]
async fn a_database_that_lacks_what_this_version_needs_is_refused_and_not_touched() {
    let name = fresh("foreign");
    Database::open(&name, 5, &["something_else"]).await.unwrap();
    assert!(matches!(IdbVault::open_named(&name).await, Err(StoreError::Newer)));
    let there = Database::open(&name, 5, &["something_else"]).await;
    assert!(there.is_ok());
}

#[wasm_bindgen_test]
async fn deleting_the_cache_touches_no_unsent_work() {
    let (vault_name, cache_name) = (fresh("vault"), fresh("cache"));
    let vault = IdbVault::open_named(&vault_name).await.unwrap();
    vault.commit(vec![put("1", "\"unsent\"")]).await.unwrap();
    let cache = RexieCache::named(&cache_name);
    cache.commit(&CacheCommit { replace: true, ..CacheCommit::default() }).await.unwrap();
    drop(cache);
    idb::delete(&cache_name).await.unwrap();
    assert_eq!(vault.shelf(Shelf::Outbox).await.unwrap(), [("1".to_owned(), "\"unsent\"".to_owned())]);
}

#[wasm_bindgen_test]
fn identifiers_of_one_moment_sort_as_they_were_made() {
    let drawn: Vec<_> = (0..10_000).map(|_| random::uuid()).collect();
    assert!(drawn.windows(2).all(|w| w[0] < w[1]));
    assert!(drawn.iter().all(|id| id.get_version_num() == 7));
}
