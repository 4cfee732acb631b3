//! A fill: rows from the beginning, in whatever shape and order they come.

use domain::Row;
use protocol::sync::PACK_FORM;
use serde_json::json;
use sync::client::{CacheCommit, CacheImage, Page};
use sync::conformance::rows::{of_image, row};
use sync::pack::Pack;

use super::*;

fn item(id: u128, seq: u64, name: &str) -> Row {
    row(Entity::Item, id, seq, json!({ "name": name }))
}

fn packed(rows: &[Row]) -> Page {
    Page { answer: PullResponse { more: true, ..pulled(1) }, pack: Some(Pack::of(rows).unwrap()) }
}

fn plain(rows: Vec<Row>, gone: Vec<Key>) -> Page {
    PullResponse { more: true, rows, gone, ..pulled(1) }.into()
}

/// What the cache is told once these pages have come, and nothing was committed before the last.
fn filled_by(pages: Vec<Page>) -> (Client, CacheCommit) {
    let mut client = blank();
    let last = pages.len() - 1;
    for (nth, mut page) in pages.into_iter().enumerate() {
        assert_eq!(asked(&mut client).packs, PACK_FORM);
        page.answer.more = nth < last;
        let plan = client.pulled(page, NOW).unwrap();
        let cache = plan.cache.clone();
        client.finish(plan);
        match cache {
            Some(commit) => return (client, commit),
            None => assert!(nth < last),
        }
    }
    panic!("nothing was committed")
}

fn rows(commit: CacheCommit) -> Vec<Row> {
    assert!(commit.replace);
    let (packs, rows, gone) = (commit.packs, commit.rows, commit.gone);
    of_image(&CacheImage { packs, rows, gone, ..CacheImage::default() })
}

#[test]
fn a_row_that_changes_meanwhile_stands_as_it_came_last() {
    let pages = vec![
        packed(&[item(1, 1, "one"), item(2, 2, "two")]),
        plain(vec![item(3, 3, "three")], vec![]),
        packed(&[item(1, 4, "one anew")]),
    ];
    let (client, commit) = filled_by(pages);
    let expected = [item(1, 4, "one anew"), item(2, 2, "two"), item(3, 3, "three")];
    assert_eq!(rows(commit), expected);
    let shown = |id| client.view().row(Key::new(Entity::Item, Uuid::from_u128(id))).unwrap();
    assert_eq!([1, 2, 3].map(|id| Row::clone(&shown(id))), expected);
}

#[test]
fn a_row_that_is_no_longer_seen_goes_and_one_that_is_seen_again_stays() {
    let gone = |id| item(id, 0, "").key();
    let pages = vec![
        packed(&[item(1, 1, "one"), item(2, 2, "two"), item(3, 3, "three")]),
        plain(vec![], vec![gone(1), gone(2), gone(99)]),
        packed(&[item(2, 5, "two again")]),
    ];
    let (client, commit) = filled_by(pages);
    assert_eq!(commit.gone, [gone(1)], "what has never come needs no word");
    assert_eq!(rows(commit), [item(2, 5, "two again"), item(3, 3, "three")]);
    assert!(client.view().row(gone(1)).is_none());
}

#[test]
fn rows_are_asked_for_packed_only_from_the_beginning() {
    let (mut client, _) = filled_by(vec![packed(&[item(1, 1, "one")])]);
    assert_eq!(asked(&mut client).packs, 0);
    // A page of packs that comes all the same is read like any other.
    let mut page = packed(&[item(1, 2, "one anew")]);
    page.answer.more = false;
    let plan = client.pulled(page, NOW).unwrap();
    assert_eq!(plan.cache.as_ref().unwrap().rows, [item(1, 2, "one anew")]);
}
