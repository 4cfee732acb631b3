//! Push, pull and hints, over the wire.

use domain::{Code, Entity};
use futures_util::StreamExt;
use protocol::error::ErrorCode;
use protocol::paths;
use protocol::sync::{PUSH_MAX, PUSH_MAX_BYTES, PullResponse, PushRequest, PushResponse, Reset, Verdict};
use reqwest::Method;
use serde_json::json;
use sync::conformance::rows;
use sync::pack::Pack;
use uuid::Uuid;

use crate::client::{Answer, Client, create, set, work_order};
use crate::world::{World, user_id};

crate::on_both_databases!(
    what_one_pushes_the_other_pulls,
    the_same_push_again_does_nothing_again,
    an_identifier_with_other_content_is_refused,
    the_second_value_of_a_field_is_kept_aside,
    the_author_learns_what_became_of_each_edit,
    work_order_numbers_follow_one_another,
    two_phones_that_push_at_once_leave_no_gap,
    another_database_is_named,
    a_cursor_that_was_made_up_starts_over,
    an_old_app_is_asked_to_update,
    too_much_at_once_is_refused,
    nobody_pushes_or_pulls_without_signing_in,
    a_change_is_hinted_to_who_listens,
    a_company_sees_nothing_of_another,
    pages_that_come_ahead_are_the_pages_that_would_have_been_asked_for,
    rows_that_come_packed_are_the_rows_that_would_have_come,
);

async fn what_one_pushes_the_other_pulls(world: World) {
    let (mut dana, mut mike) = (world.signed_in("dana").await, world.signed_in("mike").await);
    mike.pull().await;
    let (order, customer) = work_order(&mut dana, &[user_id("mike")]).await;
    mike.pull().await;
    assert!(mike.holds(Entity::WorkOrder, order) && mike.holds(Entity::Customer, customer));
    mike.done(create(Entity::Note, Uuid::new_v4(), json!({"work_order": order, "text": "Down to the basement"}))).await;
    dana.pull().await;
    assert_eq!(dana.rows.values().filter(|r| r.entity == Entity::Note).count(), 1);
}

async fn the_same_push_again_does_nothing_again(world: World) {
    let mut dana = world.signed_in("dana").await;
    let edit = create(Entity::Customer, Uuid::new_v4(), json!({"name": "Marcus Tran"}));
    let mutation = dana.mutation(&edit);
    let first: PushResponse = dana.push_mutations(vec![mutation.clone()]).await.ok();
    let again: PushResponse = dana.push_mutations(vec![mutation]).await.ok();
    assert_eq!(again.outcomes[0].verdict, first.outcomes[0].verdict);
    assert!(again.outcomes[0].duplicate && !first.outcomes[0].duplicate);
}

async fn an_identifier_with_other_content_is_refused(world: World) {
    let mut dana = world.signed_in("dana").await;
    let first = dana.mutation(&create(Entity::Customer, Uuid::new_v4(), json!({"name": "One"})));
    let mut second = dana.mutation(&create(Entity::Customer, Uuid::new_v4(), json!({"name": "Two"})));
    second.id = first.id;
    dana.push_mutations(vec![first]).await.ok::<PushResponse>();
    let response: PushResponse = dana.push_mutations(vec![second]).await.ok();
    assert!(
        matches!(&response.outcomes[0].verdict, Verdict::Rejected { rejection, .. } if rejection.code == Code::IdReuse)
    );
}

async fn the_second_value_of_a_field_is_kept_aside(world: World) {
    let (mut dana, mut mike) = (world.signed_in("dana").await, world.signed_in("mike").await);
    let (order, _) = work_order(&mut dana, &[user_id("mike")]).await;
    dana.done(set(Entity::WorkOrder, order, "title", json!("Panel"), json!("Dana's"))).await;
    let verdict = mike.push(set(Entity::WorkOrder, order, "title", json!("Panel"), json!("Mike's"))).await;
    let Verdict::Merged { conflicts, .. } = verdict else { panic!("{verdict:?}") };
    mike.done(set(Entity::WorkOrder, order, "permit", json!(""), json!("E-17"))).await;
    for client in [&mut dana, &mut mike] {
        client.pull().await;
        assert_eq!(client.field(Entity::WorkOrder, order, "title"), "Dana's");
        assert_eq!(client.field(Entity::WorkOrder, order, "permit"), "E-17");
        assert_eq!(client.field(Entity::Conflict, conflicts[0], "other"), "Mike's");
    }
}

async fn the_author_learns_what_became_of_each_edit(world: World) {
    let mut mike = world.signed_in("mike").await;
    mike.pull().await;
    let good = mike.mutation(&create(Entity::Customer, Uuid::new_v4(), json!({"name": "Marcus Tran"})));
    let bad = mike.mutation(&create(Entity::Location, Uuid::new_v4(), json!({"name": "My own shop"})));
    let ids = [good.id, bad.id];
    // The answer to the push is lost.
    mike.push_mutations(vec![good, bad]).await;
    mike.pull().await;
    let settled: Vec<_> = mike.settled.iter().map(|o| o.id).collect();
    assert_eq!(settled, ids);
    assert!(
        matches!(&mike.settled[1].verdict, Verdict::Rejected { rejection, .. } if rejection.code == Code::Forbidden)
    );
    assert!(mike.rows.values().any(|r| r.entity == Entity::Rejected), "the refused input comes back as a row");
}

async fn work_order_numbers_follow_one_another(world: World) {
    let mut dana = world.signed_in("dana").await;
    let (first, _) = work_order(&mut dana, &[]).await;
    let refused = create(Entity::WorkOrder, Uuid::new_v4(), json!({"title": "", "customer": Uuid::new_v4()}));
    assert!(matches!(dana.push(refused).await, Verdict::Rejected { .. }));
    let (second, _) = work_order(&mut dana, &[]).await;
    dana.pull().await;
    let number = |id| dana.field(Entity::WorkOrder, id, "number").as_u64().unwrap();
    assert_eq!(number(second), number(first) + 1, "a refused one leaves no gap");
}

async fn two_phones_that_push_at_once_leave_no_gap(world: World) {
    let (mut one, mut two) = (world.signed_in("dana").await, world.signed_in("olivia").await);
    let customers = async |client: &mut Client| {
        for n in 0..10 {
            client.done(create(Entity::Customer, Uuid::new_v4(), json!({"name": format!("Customer {n}")}))).await;
        }
    };
    tokio::join!(customers(&mut one), customers(&mut two));
    one.pull().await;
    let mut seqs: Vec<u64> = one.rows.values().map(|r| r.seq).collect();
    seqs.sort_unstable();
    assert!(seqs.windows(2).all(|w| w[1] == w[0] + 1), "{seqs:?}");
}

async fn another_database_is_named(world: World) {
    let dana = world.signed_in("dana").await;
    let epoch = Some(Uuid::new_v4());
    let request = PushRequest { schema: 1, device: dana.device, epoch, mutations: vec![] };
    assert_eq!(dana.post(paths::PUSH, &request).await.error(409), ErrorCode::EpochChanged);
}

async fn a_cursor_that_was_made_up_starts_over(world: World) {
    let mut dana = world.signed_in("dana").await;
    dana.pull().await;
    let forged = dana.cursor().map(|c| c.replace('.', ".9"));
    let page: PullResponse = dana.pull_page(forged, None).await.ok();
    assert_eq!(page.reset, Some(Reset::Cursor));
}

async fn an_old_app_is_asked_to_update(world: World) {
    let dana = world.signed_in("dana").await;
    let answer = dana.post(paths::PULL, &json!({"schema": 0, "device": dana.device})).await;
    assert_eq!(answer.error(426), ErrorCode::UpdateNeeded);
}

async fn too_much_at_once_is_refused(world: World) {
    let mut dana = world.signed_in("dana").await;
    let edit = create(Entity::Customer, Uuid::new_v4(), json!({"name": "One"}));
    let many = (0..=PUSH_MAX).map(|_| dana.mutation(&edit)).collect();
    assert_eq!(dana.push_mutations(many).await.error(413), ErrorCode::TooLarge);
    let large = create(Entity::Customer, Uuid::new_v4(), json!({"name": "x".repeat(2 * PUSH_MAX_BYTES)}));
    let large = dana.mutation(&large);
    assert_eq!(dana.push_mutations(vec![large]).await.error(413), ErrorCode::TooLarge);
}

async fn nobody_pushes_or_pulls_without_signing_in(world: World) {
    let client = world.anybody();
    assert_eq!(client.pull_page(None, None).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(client.push_mutations(vec![]).await.error(401), ErrorCode::SignInNeeded);
    assert_eq!(client.get(paths::EVENTS).await.error(401), ErrorCode::SignInNeeded);
}

async fn a_change_is_hinted_to_who_listens(world: World) {
    let (mut dana, mike) = (world.signed_in("dana").await, world.signed_in("mike").await);
    let response = mike.request(Method::GET, paths::EVENTS).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut hints = response.bytes_stream();
    let first = hints.next().await.unwrap().unwrap();
    assert!(first.starts_with(b"data: {\"seq\":"), "{first:?}");
    dana.done(create(Entity::Customer, Uuid::new_v4(), json!({"name": "Marcus Tran"}))).await;
    let second = hints.next().await.unwrap().unwrap();
    assert!(second.starts_with(b"data: {\"seq\":") && second != first, "{second:?}");
}

async fn a_company_sees_nothing_of_another(world: World) {
    let (mut dana, mut otto) = (world.signed_in("dana").await, world.signed_in("otto").await);
    let (order, _) = work_order(&mut dana, &[]).await;
    otto.pull().await;
    assert!(otto.rows.values().all(|r| matches!(r.entity, Entity::Company | Entity::User)));
    assert!(!otto.rows.values().any(|r| r.id == user_id("dana").0));
    let verdict = otto.push(create(Entity::Note, Uuid::new_v4(), json!({"work_order": order, "text": "Hello"}))).await;
    assert!(matches!(verdict, Verdict::Deferred { .. }), "to them, it does not exist: {verdict:?}");
}

async fn pages_that_come_ahead_are_the_pages_that_would_have_been_asked_for(world: World) {
    let mut dana = world.signed_in("dana").await;
    for nth in 0..30 {
        dana.done(create(Entity::Customer, Uuid::new_v4(), json!({"name": format!("Customer {nth}")}))).await;
    }
    let lines = |answer: &Answer| -> Vec<PullResponse> {
        assert_eq!(answer.header("content-type"), paths::PAGES_TYPE);
        let text = std::str::from_utf8(&answer.body).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let pages = lines(&dana.pull_ahead(7, 64).await);
    assert!(pages.len() > 4 && pages.iter().rev().skip(1).all(|page| page.more) && !pages.last().unwrap().more);
    let mut cursor = None;
    for page in &pages {
        let asked: PullResponse = dana.pull_page(cursor, Some(7)).await.ok();
        assert_eq!((&page.rows, &page.cursor, page.through), (&asked.rows, &asked.cursor, asked.through));
        cursor = Some(asked.cursor);
        dana.know_scope(asked.scope);
    }
    // No more than was asked for; the phone goes on from there.
    assert_eq!(lines(&dana.pull_ahead(7, 2).await).len(), 2);
    for encoding in ["gzip", "br"] {
        let packed = dana.pull_ahead_packed(7, 64, encoding).await;
        assert_eq!((packed.status.as_u16(), packed.header("content-encoding")), (200, encoding), "comes to its end");
    }
    // What fits in one page comes as one.
    let all: PullResponse = dana.pull_ahead(1_000, 64).await.ok();
    assert_eq!(all.rows.len(), pages.iter().map(|page| page.rows.len()).sum::<usize>());
}

async fn rows_that_come_packed_are_the_rows_that_would_have_come(world: World) {
    let mut dana = world.signed_in("dana").await;
    for nth in 0..30 {
        dana.done(create(Entity::Customer, Uuid::new_v4(), json!({"name": format!("Customer {nth} \u{e9}\n")}))).await;
    }
    let all: PullResponse = dana.pull_ahead(1_000, 0).await.ok();
    for limit in [7, 1_000] {
        let answer = dana.pull_packs(limit).await;
        assert_eq!(answer.header("content-type"), paths::PACKED_PAGES_TYPE);
        let (mut body, mut read) = (&answer.body[..], Vec::new());
        while !body.is_empty() {
            let end = body.iter().position(|byte| *byte == b'\n').unwrap();
            let page: PullResponse = serde_json::from_slice(&body[..end]).unwrap();
            assert_eq!((page.rows.len(), page.more), (0, body.len() > end + 1 + page.packed as usize));
            let pack = &body[end + 1..][..page.packed as usize];
            body = &body[end + 1 + page.packed as usize..];
            read.extend(rows::of_packs(vec![Pack::read(pack.to_vec()).unwrap()]));
        }
        read.sort_by_key(|row| (row.seq, row.key()));
        let mut expected = all.rows.clone();
        expected.sort_by_key(|row| (row.seq, row.key()));
        assert_eq!(read, expected);
    }
}
