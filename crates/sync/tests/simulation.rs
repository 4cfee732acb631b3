//! Random histories keep the invariants. `cargo xtask simulate` runs more of them.

#[test]
fn random_histories_lose_and_double_nothing() {
    for seed in 0..1_000 {
        if let Err(story) = sync::simulator::run(seed) {
            panic!("{story}");
        }
    }
}
