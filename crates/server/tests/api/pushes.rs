//! Many phones that push at the same moment.

use domain::Entity;
use futures_util::future::join_all;
use protocol::paths;
use protocol::sync::{Outcome, PushRequest, PushResponse, Verdict};
use serde_json::json;
use uuid::Uuid;

use crate::client::{Answer, Client, create};
use crate::world::World;

crate::on_both_databases!(
    phones_that_push_at_the_same_moment_are_all_answered_and_leave_no_gap,
    a_push_that_is_refused_spoils_none_of_those_beside_it,
    a_phone_that_hangs_up_in_the_middle_spoils_none_of_those_beside_it,
);

/// How many phones.
const PHONES: usize = 40;

/// Dana on so many phones.
async fn danas(world: &World) -> Vec<Client> {
    let dana = world.signed_in("dana").await;
    let phone = |_| {
        let mut phone = world.anybody();
        (phone.token, phone.who) = (dana.token.clone(), dana.who.clone());
        phone
    };
    (0..PHONES).map(phone).collect()
}

fn customer(phone: &mut Client) -> PushRequest {
    let mutation = phone.mutation(&create(Entity::Customer, Uuid::new_v4(), json!({"name": "Marcus Tran"})));
    PushRequest { schema: protocol::SCHEMA, device: phone.device, epoch: None, mutations: vec![mutation] }
}

async fn push(phone: &Client, request: &PushRequest) -> Answer {
    phone.post(paths::PUSH, request).await
}

fn seqs(outcomes: impl IntoIterator<Item = Outcome>) -> Vec<u64> {
    let mut seqs: Vec<u64> = outcomes.into_iter().map(|o| o.verdict.seq().unwrap()).collect();
    seqs.sort_unstable();
    seqs
}

async fn phones_that_push_at_the_same_moment_are_all_answered_and_leave_no_gap(world: World) {
    let mut phones = danas(&world).await;
    let before = world.head().await;
    let requests: Vec<PushRequest> = phones.iter_mut().map(customer).collect();
    let answers = join_all(phones.iter().zip(&requests).map(|(phone, request)| push(phone, request))).await;
    let outcomes = answers.iter().flat_map(|answer| answer.ok::<PushResponse>().outcomes);
    let expected: Vec<u64> = (before + 1..=before + PHONES as u64).collect();
    assert_eq!(seqs(outcomes), expected);
    // Sent again, everybody is told the same.
    let again = join_all(phones.iter().zip(&requests).map(|(phone, request)| push(phone, request))).await;
    let outcomes: Vec<Outcome> = again.iter().flat_map(|answer| answer.ok::<PushResponse>().outcomes).collect();
    assert!(outcomes.iter().all(|outcome| outcome.duplicate));
    assert_eq!(seqs(outcomes), expected);
}

async fn a_push_that_is_refused_spoils_none_of_those_beside_it(world: World) {
    let mut phones = danas(&world).await;
    let mut requests: Vec<PushRequest> = phones.iter_mut().map(customer).collect();
    for request in requests.iter_mut().step_by(4) {
        request.epoch = Some(Uuid::new_v4());
    }
    let before = world.head().await;
    let answers = join_all(phones.iter().zip(&requests).map(|(phone, request)| push(phone, request))).await;
    for (nth, answer) in answers.iter().enumerate() {
        match nth % 4 {
            0 => assert_eq!(answer.error(409), protocol::error::ErrorCode::EpochChanged),
            _ => {
                let outcomes = answer.ok::<PushResponse>().outcomes;
                assert!(matches!(outcomes[0].verdict, Verdict::Applied { .. }), "{outcomes:?}");
            }
        }
    }
    assert_eq!(world.head().await, before + (PHONES - PHONES.div_ceil(4)) as u64);
}

async fn a_phone_that_hangs_up_in_the_middle_spoils_none_of_those_beside_it(world: World) {
    let mut phones = danas(&world).await;
    let requests: Vec<PushRequest> = phones.iter_mut().map(customer).collect();
    let each = phones.iter().zip(&requests).enumerate().map(|(nth, (phone, request))| async move {
        // Every other one is gone before it can have been answered.
        let patience = if nth % 2 == 0 { std::time::Duration::ZERO } else { std::time::Duration::from_secs(60) };
        tokio::time::timeout(patience, push(phone, request)).await.ok()
    });
    let answers = join_all(each).await;
    assert!(answers.iter().skip(1).step_by(2).all(|a| a.as_ref().is_some_and(|a| a.status.is_success())));
    // Whoever hung up asks again: done once, now or then.
    let again = join_all(phones.iter().zip(&requests).map(|(phone, request)| push(phone, request))).await;
    let mut seqs = seqs(again.iter().flat_map(|answer| answer.ok::<PushResponse>().outcomes));
    seqs.dedup();
    assert_eq!(seqs.len(), PHONES);
}
