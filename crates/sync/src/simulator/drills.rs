//! Safeguards for moments that histories do not bring about, because another safeguard is before them: each is shown by a
//! small story of its own.

use domain::ids::{DeviceId, MutationId, UserId};
use domain::people::Role;
use domain::{Code, Edit, Entity, Key, Rejection};
use pollster::block_on;
use protocol::sync::{Outcome, PullResponse, PushRequest, PushResponse, Verdict};
use serde_json::json;
use uuid::Uuid;

use super::founding::found;
use super::world::{COMPANY, PEOPLE};
use crate::client::{Action, Client, NewEdit, Plan, VaultImage};
use crate::memory::server::MemoryServer;
use crate::safeguard::Safeguard;
use crate::server::{PushError, push};

const NOW: i64 = 1_700_000_000_000;
const EPOCH: Uuid = Uuid::from_u128(1);

/// Tells the story of this safeguard, if it has one of its own. The error is what goes wrong in it.
pub fn drill(safeguard: Safeguard) -> Result<(), String> {
    match safeguard {
        Safeguard::DependencyWait => an_edit_that_overtook_another_waits_for_it(),
        Safeguard::EpochOfPush => a_phone_that_knows_another_database_is_not_listened_to(),
        Safeguard::SettledByItsRows => an_older_answer_settles_nothing(),
        Safeguard::RefusedHolds => what_builds_on_a_refused_edit_is_not_sent(),
        _ => Ok(()),
    }
}

fn an_edit_that_overtook_another_waits_for_it() -> Result<(), String> {
    let (server, mut phone) = (server(), phone());
    enter(&mut phone, 1, item(10));
    enter(&mut phone, 2, rename(10, "Box", "Case"));
    let mut request = sent(&mut phone)?;
    // The first is lost on the way; the row is there all the same, made by another phone.
    let first = request.mutations.remove(0);
    let mut other =
        Client::open(PEOPLE[0].0, PEOPLE[0].1, DeviceId(Uuid::from_u128(0xD9)), VaultImage::default(), None);
    filled(&mut other);
    enter(&mut other, 3, item(10));
    block_on(push(&server, COMPANY, PEOPLE[0].0, &sent(&mut other)?, NOW)).map_err(|e| format!("{e:?}"))?;
    let answer = block_on(push(&server, COMPANY, PEOPLE[0].0, &request, NOW)).map_err(|e| format!("{e:?}"))?;
    match &answer.outcomes[..] {
        [Outcome { verdict: Verdict::Deferred { .. }, .. }] => Ok(()),
        outcomes => Err(format!("{outcomes:?} before {:?} (invariant 3)", first.id)),
    }
}

fn a_phone_that_knows_another_database_is_not_listened_to() -> Result<(), String> {
    let (server, mut phone) = (server(), phone());
    let backup = server.backup();
    server.restore(backup, Uuid::from_u128(2));
    enter(&mut phone, 1, item(10));
    match block_on(push(&server, COMPANY, PEOPLE[0].0, &sent(&mut phone)?, NOW)) {
        Err(PushError::EpochChanged(_)) => Ok(()),
        answer => Err(format!("{answer:?} before what the server has forgotten (invariant 12)")),
    }
}

fn an_older_answer_settles_nothing() -> Result<(), String> {
    let mut phone = phone();
    enter(&mut phone, 1, item(10));
    sent(&mut phone)?;
    answered(&mut phone, 1, Verdict::Applied { seq: 9 })?;
    // Written down before the edit was done.
    filled_through(&mut phone, 8);
    let key = Key::new(Entity::Item, Uuid::from_u128(10));
    if phone.view().row(key).is_some() { Ok(()) } else { Err("the item is gone from the screen (invariant 4)".into()) }
}

fn what_builds_on_a_refused_edit_is_not_sent() -> Result<(), String> {
    let mut phone = phone();
    enter(&mut phone, 1, item(10));
    sent(&mut phone)?;
    enter(&mut phone, 2, rename(10, "Box", "Case"));
    enter(&mut phone, 3, item(11));
    answered(&mut phone, 1, Verdict::Rejected { seq: 9, rejection: Rejection::new(Code::Invalid) })?;
    let ids: Vec<u128> = sent(&mut phone)?.mutations.iter().map(|m| m.id.0.as_u128()).collect();
    if ids == [3] { Ok(()) } else { Err(format!("{ids:?} are sent (invariant 13)")) }
}

fn server() -> MemoryServer {
    let server = MemoryServer::new(EPOCH);
    found(&server);
    server
}

/// A phone of the office that has been filled.
fn phone() -> Client {
    let (user, role): (UserId, Role) = PEOPLE[0];
    let mut phone = Client::open(user, role, DeviceId(Uuid::from_u128(0xD0)), VaultImage::default(), None);
    filled(&mut phone);
    phone
}

fn filled(phone: &mut Client) {
    filled_through(phone, 0);
}

fn filled_through(phone: &mut Client, through: u64) {
    phone.want_pull();
    let asked = phone.next(NOW);
    assert!(matches!(asked, Some(Action::Pull(_))), "{asked:?}");
    let plan = phone.pulled(nothing_new(EPOCH, NOW, through), NOW).unwrap();
    phone.finish(plan);
}

/// The server's answer at `now` that there is nothing new up to `through`.
pub fn nothing_new(epoch: Uuid, now: i64, through: u64) -> PullResponse {
    let (cursor, scope) = (format!("c{through}"), "s".into());
    PullResponse { server_time: now, cursor, through, scope, ..PullResponse::of(epoch) }
}

fn item(id: u128) -> Edit {
    let fields = json!({"name": "Box", "unit": "ea"});
    Edit::Create { entity: Entity::Item, id: Uuid::from_u128(id), fields: fields.as_object().cloned().unwrap() }
}

fn rename(id: u128, old: &str, new: &str) -> Edit {
    let patch = serde_json::from_value(json!({"name": {"old": old, "new": new}})).unwrap();
    Edit::SetFields { entity: Entity::Item, id: Uuid::from_u128(id), patch }
}

fn enter(phone: &mut Client, id: u128, edit: Edit) {
    let new = NewEdit { id: MutationId(Uuid::from_u128(id)), edit };
    let plan = phone.submit(vec![new], Vec::new(), Vec::new(), NOW).unwrap();
    phone.finish(plan);
}

fn sent(phone: &mut Client) -> Result<PushRequest, String> {
    match phone.next(NOW) {
        Some(Action::Push(request)) => Ok(request),
        other => Err(format!("{other:?} in the place of a push")),
    }
}

fn answered(phone: &mut Client, id: u128, verdict: Verdict) -> Result<(), String> {
    let outcome = Outcome { id: MutationId(Uuid::from_u128(id)), duplicate: false, verdict };
    let answer = PushResponse { epoch: EPOCH, server_time: NOW, outcomes: vec![outcome] };
    let plan: Plan = phone.pushed(answer, NOW).map_err(|e| e.to_string())?;
    phone.finish(plan);
    Ok(())
}
