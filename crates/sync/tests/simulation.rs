//! Random histories keep the invariants. `cargo xtask simulate` runs more of them.

#[test]
fn random_histories_lose_and_double_nothing() {
    for seed in 0..1_000 {
        if let Err(story) = sync::simulator::run(seed) {
            panic!("{story}");
        }
    }
}

#[test]
fn each_safeguard_is_missed_when_it_is_taken_away() {
    for safeguard in sync::safeguard::Safeguard::ALL {
        assert_eq!(sync::simulator::drill(*safeguard), Ok(()), "{safeguard:?}");
        assert!(sync::simulator::unmask(*safeguard, 0..1_000).is_some(), "{safeguard:?}: {}", safeguard.words());
    }
}

#[test]
fn edits_that_are_handed_in_together_come_to_what_they_come_to_one_by_one() {
    let mut edits = 0;
    for seed in 0..150 {
        edits += sync::simulator::together(seed).unwrap_or_else(|differs| panic!("{differs}"));
    }
    assert!(edits > 5_000, "{edits} edits say little");
}
