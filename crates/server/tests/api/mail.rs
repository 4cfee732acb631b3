//! The queue of letters.

use server::clock;
use server::db::mail::Letter;

use crate::smtp::Smtp;
use crate::world::{World, until};

crate::on_both_databases!(
    a_letter_is_sent_once_and_its_body_is_forgotten,
    a_letter_that_was_refused_for_now_is_sent_later,
    a_letter_that_was_refused_for_good_is_not_tried_again,
    what_is_not_an_address_is_given_up,
    a_letter_of_a_transaction_that_came_to_nothing_is_never_sent,
    without_a_mail_server_nothing_is_queued,
);

fn letter(world: &World, to: &str) -> Letter {
    let (subject, body) = ("A code".into(), "Code: AB0C1-DEFGH\n".into());
    Letter { company: Some(world.ours), to: to.into(), subject, body }
}

async fn queue(world: &World, letter: &Letter) -> bool {
    let mut tx = world.app.db.begin().await.unwrap();
    let queued = world.app.mail.queue(&mut tx, letter, clock::now()).await.unwrap();
    tx.commit().await.unwrap();
    world.app.mail.look();
    queued
}

/// Body, tries, whether it went out, whether it is tried again, and why it failed, of the only letter.
struct State {
    body: String,
    tries: i64,
    sent: bool,
    again: bool,
    failure: Option<String>,
}

async fn state(world: &World) -> State {
    let sql = "SELECT body, tries, sent_at, next_at, failure FROM outgoing_mail";
    let row = world.app.db.one(sql, vec![]).await.unwrap().unwrap();
    State {
        body: row.text("body").unwrap(),
        tries: row.int("tries").unwrap(),
        sent: row.maybe_int("sent_at").unwrap().is_some(),
        again: row.maybe_int("next_at").unwrap().is_some(),
        failure: row.maybe_text("failure").unwrap(),
    }
}

async fn settled(world: &World, when: impl Fn(&State) -> bool) -> State {
    until(async || Some(state(world).await).filter(|state| when(state))).await
}

async fn a_letter_is_sent_once_and_its_body_is_forgotten(mut world: World) {
    let smtp = world.with_mail().await;
    assert!(queue(&world, &letter(&world, "mike@example.com")).await);
    let arrived = smtp.letter(1).await;
    assert_eq!(arrived.to, "mike@example.com");
    assert_eq!((arrived.line("Subject:"), arrived.line("Code:")), ("A code".to_owned(), "AB0C1-DEFGH".to_owned()));
    assert!(arrived.line("From:").contains("pem2@example.com"), "{}", arrived.text);
    let state = settled(&world, |state| state.sent).await;
    assert_eq!((state.body.as_str(), state.tries, state.again, state.failure), ("", 1, false, None));

    // The next one goes out alone.
    queue(&world, &letter(&world, "ana@example.com")).await;
    smtp.letter(2).await;
    assert_eq!(smtp.asked(), 2);
}

async fn a_letter_that_was_refused_for_now_is_sent_later(mut world: World) {
    let smtp = world.with_mail().await;
    smtp.refuse_next("451 come back later");
    queue(&world, &letter(&world, "mike@example.com")).await;
    let refused = settled(&world, |state| state.failure.is_some()).await;
    assert!(refused.again && !refused.sent && refused.tries == 1 && refused.body.contains("AB0C1-DEFGH"));
    world.app.mail.look();
    assert!(smtp.arrived().is_empty(), "not before its time");

    world.app.db.execute("UPDATE outgoing_mail SET next_at = 0", vec![]).await.unwrap();
    world.app.mail.look();
    smtp.letter(1).await;
    let sent = settled(&world, |state| state.sent).await;
    assert_eq!((sent.tries, sent.again, sent.failure), (2, false, None));
}

async fn a_letter_that_was_refused_for_good_is_not_tried_again(mut world: World) {
    let smtp = world.with_mail().await;
    smtp.refuse_next("550 nobody here");
    queue(&world, &letter(&world, "mike@example.com")).await;
    let refused = settled(&world, |state| state.failure.is_some()).await;
    assert!(!refused.again && !refused.sent, "{:?}", refused.failure);
    assert!(smtp.arrived().is_empty());
}

async fn what_is_not_an_address_is_given_up(mut world: World) {
    let smtp: Smtp = world.with_mail().await;
    queue(&world, &letter(&world, "mike at home")).await;
    let refused = settled(&world, |state| state.failure.is_some()).await;
    assert!(!refused.again);
    assert_eq!(smtp.asked(), 0);
}

async fn a_letter_of_a_transaction_that_came_to_nothing_is_never_sent(mut world: World) {
    let smtp = world.with_mail().await;
    let mut tx = world.app.db.begin().await.unwrap();
    assert!(world.app.mail.queue(&mut tx, &letter(&world, "mike@example.com"), clock::now()).await.unwrap());
    drop(tx);
    queue(&world, &letter(&world, "ana@example.com")).await;
    assert_eq!(smtp.letter(1).await.to, "ana@example.com");
    settled(&world, |state| state.sent).await;
    assert_eq!(smtp.asked(), 1);
}

async fn without_a_mail_server_nothing_is_queued(world: World) {
    assert!(!world.app.mail.is_there());
    assert!(!queue(&world, &letter(&world, "mike@example.com")).await);
    assert!(world.app.db.one("SELECT id FROM outgoing_mail", vec![]).await.unwrap().is_none());
}
