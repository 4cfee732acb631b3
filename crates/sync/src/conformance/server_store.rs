//! What every server store must do.

use std::collections::HashMap;
use std::fmt::Debug;

use domain::ids::{CompanyId, DeviceId, MutationId, UserId, WorkOrderId};
use domain::scope::Scope;
use domain::{Entity, Key, Row};
use protocol::sync::Verdict;
use serde_json::json;
use uuid::Uuid;

use super::rows::row;
use crate::server::store::{NewResult, PushTx, ScopedRow, ServerStore, StoredResult, VersionedKey};

const OURS: CompanyId = CompanyId(Uuid::from_u128(0xC0));
const THEIRS: CompanyId = CompanyId(Uuid::from_u128(0xC1));
/// Where there are many rows.
const THIRD: CompanyId = CompanyId(Uuid::from_u128(0xC2));
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(0xD0));
const ANA: UserId = UserId(Uuid::from_u128(0xA0));

/// Runs the suite on a store that knows the companies `…c0` to `…c2`, all empty.
pub async fn server_store<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    a_transaction_that_is_dropped_changes_nothing(store).await;
    sequence_and_numbers_count_without_a_gap(store).await;
    rows_come_back_and_pages_never_split_one_edit(store).await;
    a_touched_scope_moves_to_the_end(store).await;
    results_are_remembered_by_edit_and_by_phone(store).await;
    hundreds_of_answers_and_rows_come_back_whole(store).await;
    work_orders_are_found_by_their_people(store).await;
    rows_are_found_by_their_scopes(store).await;
    every_living_row_is_compared_by_its_version(store).await;
    the_name_of_a_scope_keeps_its_meaning(store).await;
    companies_see_nothing_of_each_other(store).await;
}

fn note(id: u128, seq: u64, order: u128) -> Row {
    row(Entity::Note, id, seq, json!({"work_order": Uuid::from_u128(order), "text": format!("note {id} at {seq}")}))
}

async fn a_transaction_that_is_dropped_changes_nothing<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    let mut tx = store.begin(OURS).await.unwrap();
    let seq = tx.next_seq().await.unwrap();
    tx.put(&[note(1, seq, 50)]).await.unwrap();
    assert_eq!(tx.rows(&[note(1, 0, 50).key()]).await.unwrap().len(), 1, "a transaction sees what it wrote");
    drop(tx);
    assert_eq!(store.head(OURS).await.unwrap(), 0);
    assert_eq!(store.rows(OURS, &[note(1, 0, 50).key()]).await.unwrap(), []);
}

async fn sequence_and_numbers_count_without_a_gap<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    let mut tx = store.begin(OURS).await.unwrap();
    assert_eq!(tx.next_seq().await.unwrap(), 1);
    assert_eq!(tx.next_seq().await.unwrap(), 2);
    let first = tx.next_number().await.unwrap();
    assert_eq!(tx.next_number().await.unwrap(), first + 1);
    tx.commit().await.unwrap();
    assert_eq!(store.head(OURS).await.unwrap(), 2);
    let mut tx = store.begin(OURS).await.unwrap();
    assert_eq!(tx.next_number().await.unwrap(), first + 2);
    drop(tx);
}

async fn rows_come_back_and_pages_never_split_one_edit<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    let mut tx = store.begin(OURS).await.unwrap();
    for _ in 0..3 {
        let seq = tx.next_seq().await.unwrap();
        let rows: Vec<Row> = (0..4).map(|i| note(u128::from(seq) * 10 + i, seq, 50)).collect();
        tx.put(&rows).await.unwrap();
    }
    tx.commit().await.unwrap();
    let page = store.rows_between(OURS, 2, 5, 5).await.unwrap();
    assert_eq!(page.len(), 8, "five asked for: the second edit's rows come whole");
    assert!(page.windows(2).all(|w| w[0].row.seq <= w[1].row.seq));
    assert!(page.iter().all(|r| r.scope == Scope::WorkOrder(WorkOrderId(Uuid::from_u128(50)))));
    let rest = store.rows_between(OURS, 4, 5, 5).await.unwrap();
    assert_eq!(rest.len(), 4);
    let read = store.rows(OURS, &[rest[0].row.key(), Key::new(Entity::Note, Uuid::from_u128(999))]).await.unwrap();
    assert_eq!(read, [rest[0].row.clone()]);
    assert_eq!(store.rows_between(OURS, 5, 5, 5).await.unwrap(), []);
}

async fn a_touched_scope_moves_to_the_end<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    let mut tx = store.begin(OURS).await.unwrap();
    let seq = tx.next_seq().await.unwrap();
    tx.put(&[note(70, seq, 51)]).await.unwrap();
    let touched = tx.next_seq().await.unwrap();
    // A row that was written after the scope changed stays where it is.
    let later = tx.next_seq().await.unwrap();
    tx.put(&[note(71, later, 50)]).await.unwrap();
    tx.touch(&[(Scope::WorkOrder(WorkOrderId(Uuid::from_u128(50))), touched)]).await.unwrap();
    tx.commit().await.unwrap();
    let moved = store.rows_between(OURS, seq, touched, 100).await.unwrap();
    assert_eq!(moved.len(), 12);
    assert!(moved.iter().all(|r| r.row.seq == touched && r.row.version == 1));
    let stayed = store.rows_between(OURS, touched, later, 100).await.unwrap();
    assert_eq!(stayed.iter().map(|r| r.row.id).collect::<Vec<_>>(), [Uuid::from_u128(71)]);
    let mut tx = store.begin(OURS).await.unwrap();
    let (both, first, second) =
        (tx.next_seq().await.unwrap(), Scope::Company, Scope::WorkOrder(WorkOrderId(Uuid::from_u128(51))));
    tx.touch(&[(first, both), (second, both)]).await.unwrap();
    tx.commit().await.unwrap();
    let moved = store.rows_between(OURS, later, both, 100).await.unwrap();
    assert!(!moved.is_empty() && moved.iter().all(|r| r.scope == first || r.scope == second), "{moved:?}");
}

async fn results_are_remembered_by_edit_and_by_phone<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    let id = MutationId(Uuid::from_u128(0xE0));
    let unknown = MutationId(Uuid::from_u128(0xE9));
    let mut tx = store.begin(OURS).await.unwrap();
    let seq = tx.next_seq().await.unwrap();
    let result = StoredResult { content: "abc".into(), verdict: Verdict::Applied { seq } };
    let new = NewResult {
        id,
        device: DEVICE,
        user: ANA,
        device_seq: 1,
        kind: "row.create",
        subject: None,
        result: result.clone(),
    };
    tx.remember(vec![new]).await.unwrap();
    let known = HashMap::from([(id, result)]);
    assert_eq!(tx.results(&[id, unknown]).await.unwrap(), known);
    tx.commit().await.unwrap();
    let mut tx = store.begin(OURS).await.unwrap();
    assert_eq!(tx.results(&[id, unknown]).await.unwrap(), known);
    assert_eq!(tx.results(&[]).await.unwrap(), HashMap::new());
    drop(tx);
    let found = store.results_between(OURS, DEVICE, seq - 1, seq).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].id, &found[0].verdict), (id, &Verdict::Applied { seq }));
    assert_eq!(store.results_between(OURS, DEVICE, seq, seq + 5).await.unwrap(), []);
    let other = DeviceId(Uuid::from_u128(0xD1));
    assert_eq!(store.results_between(OURS, other, 0, seq).await.unwrap(), []);
}

/// As many as one push brings: a database that takes them in several statements loses none at their borders.
async fn hundreds_of_answers_and_rows_come_back_whole<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    const MANY: u128 = 333;
    let device = DeviceId(Uuid::from_u128(0xD7));
    let mut tx = store.begin(THIRD).await.unwrap();
    let (mut rows, mut new) = (Vec::new(), Vec::new());
    for nth in 0..MANY {
        let seq = tx.next_seq().await.unwrap();
        rows.push(note(10_000 + nth, seq, 90));
        let result = StoredResult { content: format!("{nth}"), verdict: Verdict::Applied { seq } };
        let id = MutationId(Uuid::from_u128(0xE000 + nth));
        new.push(NewResult { id, device, user: ANA, device_seq: seq, kind: "row.create", subject: None, result });
    }
    tx.put(&rows).await.unwrap();
    tx.remember(new.clone()).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.begin(THIRD).await.unwrap();
    let ids: Vec<MutationId> = new.iter().map(|r| r.id).collect();
    let found = tx.results(&ids).await.unwrap();
    assert_eq!(found, new.into_iter().map(|r| (r.id, r.result)).collect());
    let keys: Vec<Key> = rows.iter().map(Row::key).collect();
    let mut read = tx.rows(&keys).await.unwrap();
    drop(tx);
    read.sort_by_key(|r| r.seq);
    assert_eq!(read, rows);
    let head = store.head(THIRD).await.unwrap();
    assert_eq!(store.rows_between(THIRD, 0, head, 1_000).await.unwrap().len(), rows.len());
}

async fn work_orders_are_found_by_their_people<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    let (ben, customer) = (UserId(Uuid::from_u128(0xB0)), Uuid::from_u128(0xCC));
    let order = |assignees: &[UserId], seq| {
        row(Entity::WorkOrder, 50, seq, json!({"assignees": assignees, "customer": customer}))
    };
    let id = (WorkOrderId(Uuid::from_u128(50)), Some(domain::ids::CustomerId(customer)));
    let write = async |row: &dyn Fn(u64) -> Row| {
        let mut tx = store.begin(OURS).await.unwrap();
        let seq = tx.next_seq().await.unwrap();
        tx.put(&[row(seq)]).await.unwrap();
        tx.commit().await.unwrap();
    };
    write(&|seq| order(&[ANA, ben], seq)).await;
    assert_eq!(store.work_orders_of(OURS, &[ben]).await.unwrap(), [id]);
    assert_eq!(
        store.work_orders_of(OURS, &[ANA, ben]).await.unwrap(),
        [id],
        "named once however many of them are on it"
    );
    write(&|seq| order(&[ANA], seq)).await;
    assert_eq!(store.work_orders_of(OURS, &[ben]).await.unwrap(), []);
    assert_eq!(store.work_orders_of(OURS, &[]).await.unwrap(), []);
}

async fn rows_are_found_by_their_scopes<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    let order = |id| Scope::WorkOrder(WorkOrderId(Uuid::from_u128(id)));
    let found = store.rows_in(OURS, &[order(51), order(777)]).await.unwrap();
    assert_eq!(found.iter().map(|r| (r.scope, r.row.id.as_u128())).collect::<Vec<_>>(), [(order(51), 70)]);
    let all = store.rows_in(OURS, &[order(50), order(51)]).await.unwrap();
    // Thirteen notes and the work order itself, and the note above.
    assert_eq!(all.len(), 15);
    assert_eq!(store.rows_in(OURS, &[]).await.unwrap(), []);
}

async fn every_living_row_is_compared_by_its_version<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    let mut tx = store.begin(OURS).await.unwrap();
    let seq = tx.next_seq().await.unwrap();
    tx.put(&[Row { deleted: true, version: 2, ..note(70, seq, 51) }]).await.unwrap();
    tx.commit().await.unwrap();
    let found = store.versions(OURS).await.unwrap();
    let head = store.head(OURS).await.unwrap();
    let rows = store.rows_between(OURS, 0, head, 1_000).await.unwrap();
    let living: Vec<_> = rows.iter().filter(|r| !r.row.deleted).collect();
    assert_eq!(found.len(), living.len());
    for ScopedRow { scope, row } in living {
        let (scope, author, key, version) = (*scope, row.created.by, row.key(), row.version);
        assert!(found.contains(&VersionedKey { scope, author, key, version }), "{key:?}");
    }
    assert!(!found.iter().any(|v| v.key.id == Uuid::from_u128(70)), "a tombstone is not compared");
}

async fn the_name_of_a_scope_keeps_its_meaning<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    assert_eq!(store.scope_named(OURS, "abc").await.unwrap(), None);
    store.remember_scope(OURS, "abc", "{}").await.unwrap();
    store.remember_scope(OURS, "abc", "{}").await.unwrap();
    assert_eq!(store.scope_named(OURS, "abc").await.unwrap().as_deref(), Some("{}"));
    assert_eq!(store.scope_named(THEIRS, "abc").await.unwrap(), None);
}

async fn companies_see_nothing_of_each_other<S: ServerStore>(store: &S)
where
    S::Error: Debug,
{
    let head = store.head(OURS).await.unwrap();
    assert_eq!(store.head(THEIRS).await.unwrap(), 0);
    assert_eq!(store.rows_between(THEIRS, 0, head, 100).await.unwrap(), []);
    let mut tx = store.begin(THEIRS).await.unwrap();
    assert_eq!(tx.results(&[MutationId(Uuid::from_u128(0xE0))]).await.unwrap(), HashMap::new());
    assert_eq!(tx.next_seq().await.unwrap(), 1);
    // The same identifier in another company is another row.
    tx.put(&[note(70, 1, 51)]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.head(OURS).await.unwrap(), head);
    assert_eq!(store.rows(THEIRS, &[note(70, 0, 51).key()]).await.unwrap()[0].seq, 1);
    assert_ne!(store.rows(OURS, &[note(70, 0, 51).key()]).await.unwrap()[0].seq, 1);
    assert_eq!(store.all(THEIRS, Entity::Note).await.unwrap().len(), 1);
}
