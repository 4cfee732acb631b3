//! What every vault must do.

use crate::client::{Shelf, VaultOp, VaultStore};

fn put(shelf: Shelf, key: &str, value: &str) -> VaultOp {
    VaultOp::Put { shelf, key: key.into(), value: value.into() }
}

/// Runs the suite. `open` opens the same vault every time; it is empty at first.
pub async fn vault<V: VaultStore>(open: impl AsyncFn() -> V) {
    an_empty_vault_holds_nothing(&open().await).await;
    a_commit_is_there_after_opening_again(&open).await;
    operations_of_one_commit_happen_in_order(&open).await;
    records_come_in_order_of_their_keys(&open().await).await;
    the_tail_is_read_apart(&open().await).await;
    chunks_come_back_byte_for_byte(&open).await;
    chunks_of_one_photo_go_without_touching_others(&open().await).await;
}

async fn an_empty_vault_holds_nothing<V: VaultStore>(vault: &V) {
    assert_eq!(vault.load().await.unwrap().records, []);
    assert_eq!(vault.chunk("none", 0).await.unwrap(), None);
}

async fn a_commit_is_there_after_opening_again<V: VaultStore>(open: &impl AsyncFn() -> V) {
    open()
        .await
        .commit(vec![put(Shelf::Outbox, "1", "{\"a\":1}"), put(Shelf::Draft, "form", "\"text\"")])
        .await
        .unwrap();
    let records = open().await.load().await.unwrap().records;
    assert!(records.contains(&(Shelf::Outbox, "1".into(), "{\"a\":1}".into())));
    assert!(records.contains(&(Shelf::Draft, "form".into(), "\"text\"".into())));
}

async fn operations_of_one_commit_happen_in_order<V: VaultStore>(open: &impl AsyncFn() -> V) {
    let delete = VaultOp::Delete { shelf: Shelf::Outbox, key: "1".into() };
    let ops = vec![put(Shelf::Outbox, "2", "0"), put(Shelf::Outbox, "2", "2"), delete.clone(), delete];
    open().await.commit(ops).await.unwrap();
    let outbox = open().await.shelf(Shelf::Outbox).await.unwrap();
    assert_eq!(outbox, [("2".to_owned(), "2".to_owned())]);
}

async fn records_come_in_order_of_their_keys<V: VaultStore>(vault: &V) {
    let keys = ["000000000010-b", "000000000009-z", "000000000010-a"];
    vault.commit(keys.iter().map(|k| put(Shelf::Quarantine, k, "0")).collect()).await.unwrap();
    let found: Vec<String> = vault.shelf(Shelf::Quarantine).await.unwrap().into_iter().map(|(key, _)| key).collect();
    assert_eq!(found, ["000000000009-z", "000000000010-a", "000000000010-b"]);
}

async fn the_tail_is_read_apart<V: VaultStore>(vault: &V) {
    vault.commit(vec![put(Shelf::SentTail, "9", "{}")]).await.unwrap();
    assert!(vault.load().await.unwrap().records.iter().all(|(shelf, ..)| *shelf != Shelf::SentTail));
    assert_eq!(vault.shelf(Shelf::SentTail).await.unwrap().len(), 1);
}

async fn chunks_come_back_byte_for_byte<V: VaultStore>(open: &impl AsyncFn() -> V) {
    let bytes: Vec<u8> = (0..=255).cycle().take(protocol::blobs::CHUNK).collect();
    let chunk = |index, bytes| VaultOp::PutChunk { sha256: "aa".into(), index, bytes };
    open().await.commit(vec![chunk(0, bytes.clone()), chunk(1, vec![7]), chunk(11, vec![])]).await.unwrap();
    let vault = open().await;
    assert_eq!(vault.chunk("aa", 0).await.unwrap().as_deref(), Some(&bytes[..]));
    assert_eq!(vault.chunk("aa", 1).await.unwrap(), Some(vec![7]));
    assert_eq!(vault.chunk("aa", 2).await.unwrap(), None);
}

async fn chunks_of_one_photo_go_without_touching_others<V: VaultStore>(vault: &V) {
    vault.commit(vec![VaultOp::PutChunk { sha256: "ab".into(), index: 0, bytes: vec![1] }]).await.unwrap();
    vault.commit(vec![VaultOp::DeleteChunks { sha256: "aa".into() }]).await.unwrap();
    for index in [0, 1, 11] {
        assert_eq!(vault.chunk("aa", index).await.unwrap(), None);
    }
    assert_eq!(vault.chunk("ab", 0).await.unwrap(), Some(vec![1]));
}
