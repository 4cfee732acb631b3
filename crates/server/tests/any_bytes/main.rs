//! Bytes that no phone would send, in any order: each step is answered as the protocol says, and nothing is lost or kept that
//! should not be.

#![allow(clippy::unwrap_used)]

mod upload;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

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
