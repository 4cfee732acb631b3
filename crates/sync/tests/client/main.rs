//! What the phone's engine promises, told without a network and without a store.
#![allow(clippy::unwrap_used, missing_docs)]

mod edits;
mod filling;
mod mending;
mod photos;
mod telling;

use domain::ids::{DeviceId, MutationId, UserId};
use domain::people::Role;
use domain::{Code, Edit, Entity, Failure, Key, Rejection};
use protocol::sync::{Outcome, PullRequest, PullResponse, PushRequest, PushResponse, Verdict};
use serde_json::Value;
use sync::client::{Action, Client, NewEdit, Plan, VaultImage};
use sync::simulator::nothing_new;
use uuid::Uuid;

pub const NOW: i64 = 1_700_000_000_000;
pub const EPOCH: Uuid = Uuid::from_u128(0xEE);

/// A phone of the office that has never called.
pub fn blank() -> Client {
    let (user, device) = (UserId(Uuid::from_u128(0xA0)), DeviceId(Uuid::from_u128(0xD0)));
    Client::open(user, Role::Dispatcher, device, VaultImage::default(), None)
}

/// The same after its first call.
pub fn client() -> Client {
    let mut client = blank();
    // The first pull of an empty company.
    assert!(matches!(client.next(NOW), Some(Action::Pull(_))));
    let plan = client.pulled(pulled(0), NOW).unwrap();
    client.finish(plan);
    client
}

pub fn pulled(through: u64) -> PullResponse {
    nothing_new(EPOCH, NOW, through)
}

pub fn create(entity: Entity, id: u128, fields: Value) -> Edit {
    Edit::Create { entity, id: Uuid::from_u128(id), fields: fields.as_object().cloned().unwrap() }
}

pub fn enter(client: &mut Client, id: u128, edit: Edit) {
    let plan = client.submit(vec![NewEdit { id: MutationId(Uuid::from_u128(id)), edit }], vec![], vec![], NOW).unwrap();
    assert!(!plan.before.is_empty(), "an edit is always written down first");
    client.finish(plan);
}

pub fn next_push(client: &mut Client) -> PushRequest {
    match client.next(NOW) {
        Some(Action::Push(request)) => request,
        other => panic!("expected a push, not {other:?}"),
    }
}

pub fn sent(request: &PushRequest) -> Vec<u128> {
    request.mutations.iter().map(|m| m.id.0.as_u128()).collect()
}

pub fn answer(client: &mut Client, verdicts: Vec<(u128, Verdict)>) {
    let outcome = |(id, verdict)| Outcome { id: MutationId(Uuid::from_u128(id)), duplicate: false, verdict };
    let outcomes = verdicts.into_iter().map(outcome).collect();
    let plan: Plan = client.pushed(PushResponse { epoch: EPOCH, server_time: NOW, outcomes }, NOW).unwrap();
    client.finish(plan);
}

pub fn rejected(seq: u64) -> Verdict {
    Verdict::Rejected { seq, rejection: Rejection::new(Code::Forbidden) }
}

/// The next request for rows.
pub fn asked(client: &mut Client) -> PullRequest {
    client.want_pull();
    match client.next(NOW) {
        Some(Action::Pull(request)) => request,
        other => panic!("expected a pull, not {other:?}"),
    }
}
