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
