//! What the phone tells of itself, and how it finds out that its rows are not the server's.

use std::collections::BTreeMap;

use domain::Entity;
use domain::digest::Digest;
use protocol::sync::{PullResponse, Verdict};
use serde_json::json;
use sync::client::NetError;
use uuid::Uuid;

use super::*;

#[test]
fn rows_are_compared_once_a_day_and_fetched_anew_where_they_differ() {
    let mut client = client();
    assert!(!asked(&mut client).digest, "all were fetched just now");
    let day_later = PullResponse { server_time: NOW + 25 * 3_600_000, ..pulled(1) };
    let plan = client.pulled(day_later.clone(), NOW).unwrap();
    client.finish(plan);
    assert!(asked(&mut client).digest);

    let same = PullResponse { digest: Some(BTreeMap::new()), ..day_later.clone() };
    let plan = client.pulled(same, NOW).unwrap();
    client.finish(plan);
    let request = asked(&mut client);
    assert!(!request.digest && request.cursor.is_some(), "nothing differs, for a day");

    let mut theirs = Digest::default();
    theirs.add(Uuid::from_u128(7), 1);
    let other = PullResponse { digest: Some(BTreeMap::from([(Entity::Item, theirs)])), ..day_later };
    let plan = client.pulled(other, NOW).unwrap();
    client.finish(plan);
    let request = asked(&mut client);
    assert_eq!(request.cursor, None, "from the beginning, beside what is shown");
    assert_eq!(request.waiting.map(|waiting| waiting.rebuilt), Some(1));
}

#[test]
fn the_server_is_told_what_waits_when_that_has_changed() {
    let mut client = blank();
    let said = |client: &mut Client| {
        let waiting = asked(client).waiting;
        let plan = client.pulled(pulled(0), NOW).unwrap();
        client.finish(plan);
        waiting.map(|waiting| (waiting.unsent, waiting.oldest_at))
    };
    assert_eq!(said(&mut client), Some((0, None)), "at the first call");
    assert_eq!(said(&mut client), None);
    enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "Bakery"})));
    next_push(&mut client);
    drop(client.failed(NetError::Server, NOW, 0.0).unwrap());
    client.retry_now();
    next_push(&mut client);
    answer(&mut client, vec![(1, Verdict::Deferred { missing: None })]);
    assert!(asked(&mut client).waiting.is_some());
    // The line broke: nobody heard it.
    drop(client.failed(NetError::Offline, NOW, 0.0).unwrap());
    client.retry_now();
    next_push(&mut client);
    answer(&mut client, vec![(1, Verdict::Deferred { missing: None })]);
    assert_eq!(said(&mut client), Some((1, Some(NOW / 60_000 * 60_000))), "to the minute");
    assert_eq!(said(&mut client), None);
}
