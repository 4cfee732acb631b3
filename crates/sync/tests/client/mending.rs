//! A cache that is not what the server sent is noticed, and mended beside the work that goes on.

use std::collections::BTreeMap;

use domain::digest::Digest;
use domain::{Body, Row, Rows, Stamp};
use protocol::sync::PullResponse;
use serde_json::json;
use sync::client::{CacheImage, CacheMeta, NetError};
use sync::pack::Pack;

use super::*;

const ITEM: u128 = 7;

fn item() -> Row {
    Row {
        entity: Entity::Item,
        id: Uuid::from_u128(ITEM),
        version: 1,
        seq: 1,
        deleted: false,
        created: Stamp::default(),
        updated: Stamp::default(),
        body: Body::from_text(r#"{"name":"Box"}"#.to_owned()).unwrap(),
    }
}

/// A phone that starts from a cache with one item that cannot be read.
fn damaged() -> Client {
    let text = Pack::write([&item()]).unwrap().replace("\"name\"", "\"name:");
    let (user, device) = (UserId(Uuid::from_u128(0xA0)), DeviceId(Uuid::from_u128(0xD0)));
    Client::open(user, Role::Dispatcher, device, VaultImage::default(), Some(of_one_item(text)))
}

/// The cache of a phone with one item.
fn of_one_item(text: String) -> CacheImage {
    let meta = CacheMeta {
        schema: protocol::SCHEMA,
        epoch: Some(EPOCH),
        cursor: Some("1".into()),
        complete: true,
        compared_at: NOW,
        ..CacheMeta::default()
    };
    CacheImage { meta, packs: vec![Pack::read(text.into_bytes()).unwrap()], ..CacheImage::default() }
}

fn key() -> Key {
    Key::new(Entity::Item, Uuid::from_u128(ITEM))
}

/// The rows of a fill that is whole.
fn filled() -> PullResponse {
    PullResponse { rows: vec![item()], ..pulled(1) }
}

#[test]
fn what_was_read_stays_while_a_rest_that_could_not_be_read_is_fetched_again() {
    let cache = of_one_item(Pack::write([&item()]).unwrap());
    let (user, device) = (UserId(Uuid::from_u128(0xA0)), DeviceId(Uuid::from_u128(0xD0)));
    let mut client = Client::at_rest(user, Role::Dispatcher, device, &VaultImage::default(), Some(cache));
    client.rest_is_lost();
    client.read_vault(VaultImage::default());
    assert!(client.view().peek(key()).is_some());
    assert_eq!(asked(&mut client).cursor, None, "all is fetched");
    assert!(client.view().peek(key()).is_some());
}

#[test]
fn a_row_that_cannot_be_read_is_missed_also_by_who_only_glances_at_it() {
    let mut client = damaged();
    assert!(client.view().peek(key()).is_none());
    let request = asked(&mut client);
    assert_eq!((request.cursor, request.packs), (None, 0), "all is fetched, and read as it comes");
}

#[test]
fn damage_is_known_until_all_rows_were_written_down_again() {
    let mut client = damaged();
    assert!(client.view().get(key()).unwrap().is_none());
    assert_eq!(asked(&mut client).cursor, None);
    // The phone is full: the rows came and could not be kept.
    drop(client.pulled(filled(), NOW).unwrap());
    client.abandoned();
    client.rows_unwritten(NOW, 1.0);
    client.want_pull();
    assert!(client.next(NOW).is_none(), "a full phone does not fetch everything again and again");
    client.retry_now();
    assert_eq!(asked(&mut client).cursor, None, "still damaged");
    let plan = client.pulled(filled(), NOW).unwrap();
    client.finish(plan);
    assert!(client.view().get(key()).unwrap().is_some());
    assert!(asked(&mut client).cursor.is_some(), "mended");
}

#[test]
fn what_was_entered_goes_before_rows_that_are_fetched_a_second_time() {
    let mut client = damaged();
    enter(&mut client, 1, create(Entity::Customer, 10, json!({"name": "Bakery"})));
    assert!(client.view().get(key()).unwrap().is_none());
    assert_eq!(sent(&next_push(&mut client)), [1]);
}

#[test]
fn a_difference_is_found_again_when_the_phone_died_before_it_was_mended() {
    let mut client = client();
    let day_later = PullResponse { server_time: NOW + 25 * 3_600_000, ..pulled(1) };
    let plan = client.pulled(day_later.clone(), NOW).unwrap();
    client.finish(plan);
    let mut theirs = Digest::default();
    theirs.add(Uuid::from_u128(ITEM), 1);
    let other = PullResponse { digest: Some(BTreeMap::from([(Entity::Item, theirs)])), ..day_later };
    let plan = client.pulled(other, NOW).unwrap();
    let kept = plan.cache.as_ref().unwrap().meta.compared_at;
    assert_eq!(kept, NOW, "the next start compares again");
    client.finish(plan);
    assert_eq!(asked(&mut client).cursor, None);
}

#[test]
fn rows_are_compared_with_the_last_page_not_with_those_before() {
    let mut client = client();
    let behind = PullResponse { server_time: NOW + 25 * 3_600_000, more: true, ..pulled(1) };
    let plan = client.pulled(behind.clone(), NOW).unwrap();
    client.finish(plan);
    assert!(!asked(&mut client).digest, "there are more pages to come");
    let plan = client.pulled(PullResponse { more: false, ..behind }, NOW).unwrap();
    client.finish(plan);
    assert!(asked(&mut client).digest);
}

#[test]
fn what_a_server_refuses_for_its_size_goes_in_halves_at_once() {
    let mut client = client();
    for nth in 0..300 {
        enter(&mut client, nth + 1, create(Entity::Customer, nth + 1000, json!({"name": "Bakery"})));
    }
    assert_eq!(next_push(&mut client).mutations.len(), 300);
    drop(client.failed(NetError::Server, NOW, 0.0).unwrap());
    client.retry_now();
    assert_eq!(next_push(&mut client).mutations.len(), 150);
}
