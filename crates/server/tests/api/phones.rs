//! What the office learns of phones.

use domain::{Entity, Key};
use protocol::SCHEMA;
use protocol::error::ErrorCode;
use protocol::parcel::HandIn;
use protocol::paths;
use protocol::phones::{Phone, Phones};
use protocol::sync::{PushRequest, PushResponse, Verdict, Waiting};
use serde_json::json;
use uuid::Uuid;

use crate::client::{Client, create, work_order};
use crate::world::{World, user_id};

crate::on_both_databases!(
    the_office_sees_when_each_phone_was_heard_of_and_what_waits_on_it,
    phones_of_others_are_shown_to_the_office_of_the_company_only,
    the_office_hands_in_the_work_of_a_phone_that_cannot_and_it_stays_its_authors_and_is_done_once,
    only_an_admin_hands_in_what_an_admin_is_said_to_have_done,
);

async fn phones(client: &Client) -> Vec<Phone> {
    client.get(paths::PHONES).await.ok::<Phones>().phones
}

async fn the_office_sees_when_each_phone_was_heard_of_and_what_waits_on_it(world: World) {
    let (mut dana, mike) = (world.signed_in("dana").await, world.signed_in("mike").await);
    let of_mike = |phones: Vec<Phone>| phones.into_iter().find(|phone| phone.device == mike.device).unwrap();
    let before = of_mike(phones(&dana).await);
    assert_eq!((before.user, before.waiting), (user_id("mike"), None), "it has said nothing yet");

    let waiting = Waiting { unsent: 7, needs_you: 1, oldest_at: Some(1_700_000_000_000), rebuilt: 0 };
    mike.tell(waiting).await;
    let after = of_mike(phones(&dana).await);
    assert_eq!(after.waiting, Some(waiting));
    assert!(after.heard_at >= before.heard_at);

    dana.pull().await;
    assert_eq!(of_mike(phones(&dana).await).waiting, Some(waiting), "what it said last stays");
    mike.tell(Waiting::default()).await;
    assert_eq!(of_mike(phones(&dana).await).waiting, Some(Waiting::default()));
}

async fn phones_of_others_are_shown_to_the_office_of_the_company_only(world: World) {
    let (mike, otto) = (world.signed_in("mike").await, world.signed_in("otto").await);
    let other = world.signed_in("mike").await;
    assert!(phones(&otto).await.iter().all(|phone| phone.device == otto.device));
    let own = phones(&mike).await;
    assert!(own.len() == 2 && own.iter().any(|phone| phone.device == other.device), "{own:?}");
    assert_eq!(world.anybody().get(paths::PHONES).await.error(401), ErrorCode::SignInNeeded);
}

async fn the_office_hands_in_the_work_of_a_phone_that_cannot_and_it_stays_its_authors_and_is_done_once(world: World) {
    let (mut dana, mut mike) = (world.signed_in("dana").await, world.signed_in("mike").await);
    let (order, _) = work_order(&mut dana, &[user_id("mike")]).await;
    let note = Uuid::new_v4();
    let edit = create(Entity::Note, note, json!({"work_order": order, "text": "Found aluminium"}));
    let mutations = vec![mike.mutation(&edit)];
    let push = PushRequest { schema: SCHEMA, device: mike.device, epoch: None, mutations: mutations.clone() };
    let parcel = HandIn { user: user_id("mike"), push };

    assert_eq!(mike.post(paths::HAND_IN, &parcel).await.error(403), ErrorCode::Forbidden);
    let answer: PushResponse = dana.post(paths::HAND_IN, &parcel).await.ok();
    assert!(matches!(answer.outcomes[0].verdict, Verdict::Applied { .. }), "{answer:?}");
    dana.pull().await;
    assert_eq!(dana.rows[&Key::new(Entity::Note, note)].created.by, user_id("mike"));

    let late: PushResponse = mike.push_mutations(mutations).await.ok();
    assert!(late.outcomes[0].duplicate && matches!(late.outcomes[0].verdict, Verdict::Applied { .. }), "{late:?}");
    let stranger = HandIn { user: user_id("otto"), ..parcel };
    assert_eq!(dana.post(paths::HAND_IN, &stranger).await.error(403), ErrorCode::AccountInactive);
}

async fn only_an_admin_hands_in_what_an_admin_is_said_to_have_done(world: World) {
    let (mut dana, olivia) = (world.signed_in("dana").await, world.signed_in("olivia").await);
    dana.pull().await;
    let edit = create(Entity::Customer, Uuid::new_v4(), json!({"name": "Marsh"}));
    let mutations = vec![dana.mutation(&edit)];
    let push = PushRequest { schema: SCHEMA, device: dana.device, epoch: None, mutations };
    let parcel = HandIn { user: user_id("olivia"), push };
    assert_eq!(dana.post(paths::HAND_IN, &parcel).await.error(403), ErrorCode::Forbidden);
    let answer: PushResponse = olivia.post(paths::HAND_IN, &parcel).await.ok();
    assert!(matches!(answer.outcomes[0].verdict, Verdict::Applied { .. }), "{answer:?}");
}
