//! Edits on their way.

use domain::ids::{MutationId, WorkOrderId};
use domain::{Code, Entity, Rejection};
use protocol::sync::{PullResponse, Reset, Verdict};
use serde_json::json;
use sync::client::{Action, Closed, NetError, NewEdit, Shelf, State, VaultOp};
use uuid::Uuid;

use super::*;

#[test]
fn an_edit_shows_at_once_and_leaves_the_outbox_only_with_the_rows_that_hold_it() {
    let mut client = client();
    enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "Bakery"})));
    let key = Key::new(Entity::Customer, Uuid::from_u128(10));
    assert!(client.view().row(key).is_some() && client.view().is_pending(key));
    assert_eq!(sent(&next_push(&mut client)), [1]);
    answer(&mut client, vec![(1, Verdict::Applied { seq: 1 })]);
    assert!(client.view().row(key).is_some(), "confirmed, but its row has not come: still replayed");
    assert!(client.summary().is_all_sent());
    assert!(matches!(client.next(NOW), Some(Action::Pull(_))));
    let row = sync::conformance::rows::row(Entity::Customer, 10, 1, json!({"name": "Bakery"}));
    let plan = client.pulled(PullResponse { rows: vec![row], ..pulled(1) }, NOW).unwrap();
    assert!(plan.cache.is_some() && !plan.after.is_empty(), "rows first, then the outbox");
    client.finish(plan);
    assert_eq!(client.outbox().count(), 0);
    assert!(!client.view().is_pending(key));
}

#[test]
fn a_refused_edit_stays_until_a_person_decides_and_holds_only_what_depends_on_it() {
    let mut client = client();
    enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "Refused"})));
    enter(&mut client, 2, create(Entity::Site, 20, json!({"customer": Uuid::from_u128(10), "street": "1 Elm"})));
    enter(&mut client, 3, create(Entity::Item, 30, json!({"name": "Box", "unit": "ea"})));
    assert_eq!(sent(&next_push(&mut client)), [1, 2, 3], "in order, so that the second finds the first");
    answer(
        &mut client,
        vec![(1, rejected(1)), (2, Verdict::Deferred { missing: None }), (3, Verdict::Applied { seq: 2 })],
    );
    assert_eq!(client.quarantine().count(), 1);
    let summary = client.summary();
    assert_eq!((summary.needs_you, summary.edits), (1, 1));
    assert!(!summary.is_all_sent());
    client.retry_now();
    assert!(matches!(client.next(NOW), Some(Action::Pull(_))), "the dependant waits, pulls go on");
    let plan = client.pulled(pulled(2), NOW).unwrap();
    client.finish(plan);
    // The person tries again: the dependant can follow.
    let new = (MutationId(Uuid::from_u128(4)), MutationId(Uuid::from_u128(5)));
    let plan = client.resend(MutationId(Uuid::from_u128(1)), new, None, NOW).unwrap();
    client.finish(plan);
    assert_eq!(client.quarantine().count(), 0);
    assert_eq!(sent(&next_push(&mut client)), [2, 4, 5], "the edit again, and that it was decided on");
}

#[test]
fn a_discarded_edit_is_kept_where_it_can_be_read() {
    let mut client = client();
    enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "No"})));
    next_push(&mut client);
    answer(&mut client, vec![(1, rejected(1))]);
    let plan = client.discard(MutationId(Uuid::from_u128(1)), MutationId(Uuid::from_u128(2)), NOW).unwrap();
    let kept = plan.before.iter().any(|op| {
        matches!(op, sync::client::VaultOp::Put { shelf: sync::client::Shelf::Discarded, value, .. } if value.contains("No"))
    });
    assert!(kept);
    client.finish(plan);
    assert_eq!(client.summary().needs_you, 0);
    assert_eq!(sent(&next_push(&mut client)), [2], "the office is told");
}

#[test]
fn an_expired_sign_in_stops_sending_and_nothing_else() {
    let mut client = client();
    enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "A"})));
    next_push(&mut client);
    let plan = client.failed(NetError::SignIn, NOW, 0.5).unwrap();
    client.finish(plan);
    assert!(client.next(NOW).is_none());
    assert!(client.summary().closed == Some(Closed::SignIn));
    enter(&mut client, 2, create(Entity::Customer, 11, json!({"name": "B"})));
    assert_eq!(client.summary().edits, 2);
    client.signed_in(Role::Dispatcher);
    assert_eq!(sent(&next_push(&mut client)), [1, 2]);
}

#[test]
fn a_closed_door_is_knocked_at_when_a_person_asks_and_opens_by_an_answer() {
    for (error, closed) in [(NetError::Locked, Closed::Locked), (NetError::SecondFactor, Closed::SecondFactor)] {
        let mut client = client();
        enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "A"})));
        next_push(&mut client);
        drop(client.failed(error, NOW, 0.5).unwrap());
        assert!(client.next(NOW).is_none() && !client.may_send());
        assert_eq!((client.summary().closed, client.summary().edits), (Some(closed), 1), "nothing is lost by it");

        client.retry_now();
        assert_eq!(client.summary().closed, Some(closed), "until there is an answer");
        assert_eq!(sent(&next_push(&mut client)), [1]);
        drop(client.failed(error, NOW, 0.5).unwrap());
        assert!(client.next(NOW).is_none(), "once for each time");

        client.retry_now();
        next_push(&mut client);
        drop(client.failed(NetError::Offline, NOW, 0.5).unwrap());
        assert_eq!(client.summary().closed, Some(closed), "the door was not reached");
        client.retry_now();
        next_push(&mut client);
        answer(&mut client, vec![(1, Verdict::Applied { seq: 7 })]);
        assert_eq!(client.summary().closed, None);
    }
}

#[test]
fn a_sign_in_that_is_over_is_not_renewed_by_asking() {
    let mut client = client();
    enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "A"})));
    next_push(&mut client);
    drop(client.failed(NetError::SignIn, NOW, 0.5).unwrap());
    client.retry_now();
    assert!(client.next(NOW).is_none());
}

#[test]
fn an_answer_that_comes_twice_or_late_changes_nothing() {
    let mut client = client();
    enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "A"})));
    next_push(&mut client);
    answer(&mut client, vec![(1, Verdict::Applied { seq: 7 })]);
    let done = client.outbox().next().map(|e| e.state.clone());
    answer(&mut client, vec![(1, rejected(9))]);
    assert_eq!(client.outbox().next().map(|e| e.state.clone()), done);
    assert_eq!(done, Some(State::Done { seq: 7, conflicts: vec![] }));
}

#[test]
fn what_the_rules_refuse_is_refused_before_it_is_saved() {
    let client = client();
    let nobody = WorkOrderId(Uuid::from_u128(404));
    let note = create(Entity::Note, 1, json!({"work_order": nobody, "text": "x"}));
    let refused = client.submit(vec![NewEdit { id: MutationId(Uuid::from_u128(1)), edit: note }], vec![], vec![], NOW);
    assert!(matches!(refused, Err(Failure::Missing(key)) if key.entity == Entity::WorkOrder));
    let empty = create(Entity::Customer, 2, json!({"name": "  "}));
    let refused = client.submit(vec![NewEdit { id: MutationId(Uuid::from_u128(2)), edit: empty }], vec![], vec![], NOW);
    assert!(matches!(refused, Err(Failure::Rejected(r)) if r == Rejection::on(Code::Required, "name")));
}

#[test]
fn edits_entered_together_are_saved_together_or_not_at_all() {
    let client = client();
    let edits = vec![
        NewEdit { id: MutationId(Uuid::from_u128(1)), edit: create(Entity::Customer, 10, json!({"name": "Fine"})) },
        NewEdit { id: MutationId(Uuid::from_u128(2)), edit: create(Entity::Customer, 11, json!({"name": ""})) },
    ];
    assert!(client.submit(edits, vec![], vec![], NOW).is_err());
    assert_eq!(client.outbox().count(), 0);
}

#[test]
fn news_heard_while_a_pull_is_on_its_way_is_pulled_after_it() {
    let mut client = client();
    client.want_pull();
    assert!(matches!(client.next(NOW), Some(Action::Pull(_))));
    // The answer was made before this.
    client.want_pull();
    let plan = client.pulled(pulled(1), NOW).unwrap();
    client.finish(plan);
    assert!(matches!(client.next(NOW), Some(Action::Pull(_))));
    let plan = client.pulled(pulled(2), NOW).unwrap();
    client.finish(plan);
    assert!(client.next(NOW).is_none(), "and once is enough");
}

#[test]
fn a_pull_without_an_answer_is_asked_again() {
    let mut client = client();
    client.want_pull();
    assert!(matches!(client.next(NOW), Some(Action::Pull(_))));
    let plan = client.failed(NetError::Offline, NOW, 0.5).unwrap();
    client.finish(plan);
    assert!(client.next(NOW).is_none(), "not at once");
    assert!(matches!(client.next(client.due_at()), Some(Action::Pull(_))));
}

#[test]
fn a_person_who_comes_to_a_crew_is_of_it_from_the_next_edit_on() {
    let mut client = client();
    let me = client.user();
    let row = |entity, id: Uuid, seq, body: Value| {
        serde_json::from_value(json!({
            "entity": entity, "id": id, "version": seq, "seq": seq, "body": body,
            "created": {"by": me, "at": NOW}, "updated": {"by": me, "at": NOW},
        }))
        .unwrap()
    };
    let mut receive = |seq, rows| {
        client.want_pull();
        assert!(matches!(client.next(NOW), Some(Action::Pull(_))));
        let plan = client.pulled(PullResponse { rows, ..pulled(seq) }, NOW).unwrap();
        client.finish(plan);
        client.actor().crews.len()
    };
    let (person, crew) = (json!({"name": "Ana", "role": "technician", "active": true}), Uuid::from_u128(0xF0));
    let before = row(Entity::Crew, crew, 1, json!({"name": "North", "members": []}));
    assert_eq!(receive(1, vec![row(Entity::User, me.0, 1, person), before]), 0);
    assert_eq!(receive(2, vec![row(Entity::Crew, crew, 2, json!({"name": "North", "members": [me]}))]), 1);
}

#[test]
fn what_was_confirmed_goes_again_after_a_restore_though_the_first_answer_could_not_be_written_down() {
    let mut client = client();
    enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "Bakery"})));
    next_push(&mut client);
    answer(&mut client, vec![(1, Verdict::Applied { seq: 9 })]);
    // The server was restored; the phone is full for a moment.
    client.want_pull();
    assert!(matches!(client.next(NOW), Some(Action::Pull(_))));
    drop(client.failed(NetError::Epoch, NOW, 0.5).unwrap());
    client.abandoned();
    assert!(matches!(client.next(NOW), Some(Action::ReadTail)));
    let plan = client.heal(Vec::new()).unwrap();
    client.finish(plan);
    // Before the rows, which the phone shows already.
    assert_eq!(sent(&next_push(&mut client)), [1]);
    answer(&mut client, vec![(1, Verdict::Applied { seq: 4 })]);
    assert_eq!(asked(&mut client).cursor, None);
}

#[test]
fn a_fill_that_could_not_be_written_down_is_asked_for_again_from_the_beginning() {
    let mut client = client();
    let ask = |client: &mut Client| {
        client.want_pull();
        match client.next(NOW) {
            Some(Action::Pull(request)) => request,
            other => panic!("{other:?}"),
        }
    };
    let before = ask(&mut client);
    let reset = PullResponse { reset: Some(Reset::Scope), scope: "other crew".into(), ..pulled(0) };
    drop(client.pulled(reset, NOW).unwrap());
    assert_eq!(ask(&mut client).cursor, None);
    drop(client.pulled(PullResponse { scope: "other crew".into(), ..pulled(5) }, NOW).unwrap());
    // The store refused it.
    client.abandoned();
    let again = ask(&mut client);
    assert_eq!((again.cursor, again.scope), (before.cursor, before.scope));
}

#[test]
fn the_tail_is_kept_whatever_the_phones_clock_says() {
    let mut client = client();
    enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "Bakery"})));
    next_push(&mut client);
    answer(&mut client, vec![(1, Verdict::Applied { seq: 9 })]);
    client.want_pull();
    let years_ahead = NOW + 10 * 365 * 24 * 3_600_000;
    assert!(matches!(client.next(years_ahead), Some(Action::Pull(_))));
    let plan = client.pulled(pulled(9), years_ahead).unwrap();
    let tail: Vec<(String, String)> = plan
        .after
        .iter()
        .filter_map(|op| match op {
            VaultOp::Put { shelf: Shelf::SentTail, key, value } => Some((key.clone(), value.clone())),
            _ => None,
        })
        .collect();
    client.finish(plan);
    assert_eq!(tail.len(), 1);
    assert!(client.trim_tail(&tail).is_empty());
    let month_later = PullResponse { server_time: NOW + 31 * 24 * 3_600_000, ..pulled(9) };
    drop(client.pulled(month_later, NOW).unwrap());
    assert!(!client.trim_tail(&tail).is_empty());
}
