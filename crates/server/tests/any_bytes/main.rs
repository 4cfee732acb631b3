//! Bytes that no phone would send, in any order: each step is answered as the protocol says, and nothing is lost or kept that
//! should not be.

#![allow(clippy::unwrap_used)]

mod table;
mod upload;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, TestRunner};
use server::owner::tables::import::TABLES;

#[test]
fn uploads_in_any_order_are_answered_as_the_protocol_says() {
    let desk = upload::Desk::open();
    let config = Config { cases: 400, failure_persistence: None, ..Config::default() };
    let stories = vec(any::<u8>(), 4..80);
    TestRunner::new(config).run(&stories, |story| desk.tell(&story).map_err(TestCaseError::fail)).unwrap();
}

#[test]
fn a_story_that_hands_in_a_picture_ends_with_its_bytes_in_the_store() {
    let desk = upload::Desk::open();
    let mut story = vec![0, 0, 40];
    story.extend([upload::ANNOUNCE, 0, upload::APPEND, 200]);
    desk.tell(&story).unwrap();
    assert_eq!(desk.stored(), 1);
}

/// What stands in cells of spreadsheets, and what should not.
const CELLS: [&str; 24] = [
    "",
    " ",
    "yes",
    "no",
    "12.5",
    "-3",
    "1e9",
    "99999999999999999999",
    "0.0001",
    "ea",
    "ft",
    "admin",
    "technician",
    "olivia",
    "mike; tess",
    "2026-01-05 08:00",
    "2026-01-05T13:00:00Z",
    "2026-03-08 02:30",
    "=1+1",
    "'=1",
    "scheduled",
    "high",
    "Wire nut",
    "a\"b,c\nd",
];

/// A file with a header of known columns and cells that are plausible, each by itself.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![4 => select(&CELLS[..]).prop_map(str::to_owned), 1 => any::<String>()];
    let columns = |table: usize| {
        let names: Vec<&str> = TABLES[table].1.columns().iter().map(|column| column.name).collect();
        let most = names.len();
        (Just(table), subsequence(names, 1..=most).prop_shuffle())
    };
    (0..TABLES.len()).prop_flat_map(columns).prop_flat_map(move |(table, columns)| {
        let rows = vec(vec(cell.clone(), columns.len()), 0..6);
        (Just(table), Just(columns), rows).prop_map(|(table, columns, rows)| {
            let mut writer = csv::Writer::from_writer(vec![u8::try_from(table).unwrap()]);
            writer.write_record(&columns).unwrap();
            rows.iter().for_each(|row| writer.write_record(row).unwrap());
            writer.into_inner().unwrap()
        })
    })
}

#[test]
fn a_file_is_taken_whole_or_not_at_all_and_the_second_time_does_nothing() {
    let office = table::Office::open();
    let config = Config { cases: 300, failure_persistence: None, ..Config::default() };
    let files = prop_oneof![5 => file(), 1 => vec(any::<u8>(), 0..200)];
    TestRunner::new(config).run(&files, |file| office.hand_in(&file).map(drop).map_err(TestCaseError::fail)).unwrap();
}

#[test]
fn a_file_does_not_lock_out_whoever_hands_it_in() {
    let office = table::Office::open();
    let file = |name: &str, text: &[u8]| {
        let table = TABLES.iter().position(|(other, _)| *other == name).unwrap();
        [&[u8::try_from(table).unwrap()][..], text].concat()
    };
    for line in ["olivia,Olivia,no,admin", "olivia,Olivia,yes,technician"] {
        let text = format!("login,name,active,role\nmike,Mike,no,technician\n{line}\n");
        assert_eq!(office.hand_in(&file("users", text.as_bytes())), Ok(0), "{line}");
    }
    assert_eq!(
        office.hand_in(&file("users", b"login,name,active,phone\nmike,Mike,no,1\nolivia,Olivia,yes,2\n")),
        Ok(2)
    );
    assert_eq!(office.hand_in(&file("customers", b"name\nHarbor Bakery\n")), Ok(1));
}

#[test]
fn a_file_of_customers_is_taken() {
    let office = table::Office::open();
    let customers = TABLES.iter().position(|(name, _)| *name == "customers").unwrap();
    let file = [&[u8::try_from(customers).unwrap()][..], b"name,phone\nHarbor Bakery,555\nElm Park,\n"].concat();
    assert_eq!(office.hand_in(&file), Ok(2));
}
