//! The suite that every count of requests passes: in memory, on both databases, in Redis.

use server::clock;
use server::limits::count::{Count, Memory, Redis, Taken};
use uuid::Uuid;

use crate::world::{World, redis};

#[tokio::test]
async fn memory_counts_as_every_count_must() {
    conforms(&Count::Memory(Memory::default())).await;
}

#[tokio::test]
async fn sqlite_counts_as_every_count_must() {
    conforms(&Count::Database(World::on_sqlite().await.app.db.clone())).await;
}

#[tokio::test]
async fn postgres_counts_as_every_count_must() {
    let Some(world) = World::on_postgres().await else { return };
    conforms(&Count::Database(world.app.db.clone())).await;
}

#[tokio::test]
async fn redis_counts_as_every_count_must() {
    let Some(url) = redis() else { return };
    let name = Uuid::new_v4();
    let count = |name| Count::Redis(Box::new(Redis::open(&url, name).unwrap()));
    conforms(&count(name)).await;
    let (start, one) = (clock::now(), Taken::Granted { left: 540 });
    assert_eq!(count(name).take("x", 60, 600, start).await.unwrap(), Taken::Granted { left: 480 }, "two connections");
    assert_eq!(count(Uuid::new_v4()).take("x", 60, 600, start).await.unwrap(), one, "another installation");
}

#[track_caller]
fn wait(taken: Taken) -> i64 {
    let Taken::Refused { wait } = taken else { panic!("nothing should be left: {taken:?}") };
    wait
}

/// Gives no more than there is, and time gives it back.
async fn conforms(count: &Count) {
    let start = clock::now() - 3_600_000;
    let take = async |bucket, requests, limit, at| count.take(bucket, requests, limit, at).await.unwrap();
    assert_eq!(take("x", 60, 600, start).await, Taken::Granted { left: 540 });
    // All at once, as many servers would.
    let given = futures_util::future::join_all((0..20).map(|_| take("x", 60, 600, start))).await;
    assert_eq!(given.iter().filter(|taken| matches!(taken, Taken::Granted { .. })).count(), 9);
    // 60 of 600 a minute are there again after six seconds, and not before.
    let left = wait(take("x", 60, 600, start).await);
    assert!((5_900..=6_001).contains(&left), "{left}");
    assert!((5..=11).contains(&wait(take("x", 60, 600, start + 5_990).await)));
    assert_eq!(take("x", 60, 600, start + 6_000).await, Taken::Granted { left: 0 });
    // A server whose clock is behind takes nothing for it, and gives nothing away.
    wait(take("x", 60, 600, start - 60_000).await);
    wait(take("x", 60, 600, start + 6_000).await);
    assert_eq!(take("x", 60, 600, start + 3_600_000).await, Taken::Granted { left: 540 });
    assert_eq!(take("y", 60, 600, start).await, Taken::Granted { left: 540 }, "others have their own");
    // The largest limit that can be set, and the smallest.
    let most = i64::from(u32::MAX);
    assert_eq!(take("most", most - 1, most, start).await, Taken::Granted { left: 1 });
    assert_eq!(take("most", 1, most, start).await, Taken::Granted { left: 0 });
    assert_eq!(wait(take("most", 1, most, start).await), 1);
    assert_eq!(take("least", 1, 1, start).await, Taken::Granted { left: 0 });
    assert_eq!(wait(take("least", 1, 1, start + 1).await), 60_000);
    assert_eq!(take("least", 1, 1, start + 60_000).await, Taken::Granted { left: 0 });
}
