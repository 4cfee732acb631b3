//! Vault and cache in IndexedDB.

use domain::ids::{DeviceId, UserId};
use domain::people::Role;
use domain::{Body, Entity, Key, Row, Stamp};
use pem2_app::platform::cache_store::RexieCache;
use pem2_app::platform::idb::{self, Database, Mode};
use pem2_app::platform::random;
use pem2_app::platform::vault_store::IdbVault;
use sync::client::{CacheCommit, CacheMeta, CacheStore, Client, Shelf, StoreError, VaultImage, VaultOp, VaultStore};
use sync::pack::Pack;
use uuid::Uuid;
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

fn numbered(entity: Entity, id: u128, name: &str) -> Row {
    Row {
        entity,
        id: Uuid::from_u128(id),
        version: 1,
        seq: 1,
        deleted: false,
        created: Stamp::default(),
        updated: Stamp::default(),
        body: Body::from_text(format!(r#"{{"name":"{name}"}}"#)).unwrap(),
    }
}

/// A cache with jobs and very many items, one of them newer than its segment and one gone since.
async fn large(name: &str) -> (Row, Key) {
    let cache = RexieCache::named(name);
    let mut rows: Vec<Row> = (0..20).map(|id| numbered(Entity::WorkOrder, id, "first")).collect();
    rows.extend((0..40_000).map(|id| numbered(Entity::Item, id, "later")));
    let packs = rows.chunks(700).map(|rows| Pack::of(rows).unwrap()).collect();
    cache.commit(&CacheCommit { replace: true, packs, ..CacheCommit::default() }).await.unwrap();
    let (newer, gone) = (numbered(Entity::Item, 7, "newer"), numbered(Entity::Item, 8, "").key());
    let after = CacheCommit { rows: vec![newer.clone()], gone: vec![gone], ..CacheCommit::default() };
    cache.commit(&after).await.unwrap();
    (newer, gone)
}

#[wasm_bindgen_test]
async fn a_start_reads_the_rows_of_a_first_list_before_all_others() {
    let name = fresh("cache");
    let (newer, gone) = large(&name).await;
    let cache = RexieCache::named(&name);
    let (image, rest) = cache.load_first().await.unwrap().unwrap();
    assert_eq!(image.packs.iter().map(Pack::len).sum::<usize>(), 20);
    assert_eq!((&image.rows, &image.gone), (&vec![newer.clone()], &vec![gone]));
    let (user, device) = (UserId(Uuid::from_u128(1)), DeviceId(Uuid::from_u128(2)));
    let mut client = Client::at_rest(user, Role::Technician, device, &VaultImage::default(), Some(image));
    assert_eq!(client.view().all(Entity::Item).count(), 1);
    let mut turns = 0;
    let take = |packs: &[Pack]| {
        client.read_rest(packs);
        turns += 1;
    };
    let gone_since = rest.read(&cache, take).await.unwrap().unwrap();
    client.rest_is_read(&gone_since);
    assert!(turns > 1, "one after the other: {turns}");
    assert_eq!(client.view().all(Entity::WorkOrder).count(), 20);
    assert_eq!(client.view().all(Entity::Item).count(), 39_999);
    let shown = client.view().row(newer.key()).unwrap();
    assert_eq!(shown.body.text(), newer.body.text(), "what is loose is newer than what is packed");
}

#[wasm_bindgen_test]
async fn a_rest_that_is_not_of_the_same_moment_is_not_taken() {
    let name = fresh("cache");
    large(&name).await;
    let cache = RexieCache::named(&name);
    let (_, rest) = cache.load_first().await.unwrap().unwrap();
    let meta = CacheMeta { through: 9, ..CacheMeta::default() };
    let of_another_tab =
        CacheCommit { gone: vec![numbered(Entity::Item, 9, "").key()], meta, ..CacheCommit::default() };
    RexieCache::named(&name).commit(&of_another_tab).await.unwrap();
    assert_eq!(rest.read(&cache, |_| panic!("nothing of it")).await.unwrap(), None);
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
