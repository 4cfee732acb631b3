//! The line before the one connection that writes: who shares a COMMIT, and what becomes of those who give up, hang up or fail.

use std::future::Future;
use std::path::PathBuf;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tokio::task::JoinSet;

use crate::db::{Db, DbError, Tx, values};

/// A database of one table, `lines (n)`, in a file that is gone afterwards.
struct Rig {
    db: Db,
    folder: PathBuf,
}

impl Rig {
    async fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("pem2-writer-{}", uuid::Uuid::new_v4()));
        let db = Db::open(&format!("sqlite://{}", folder.join("test.db").display())).await.expect("opens");
        db.execute("CREATE TABLE lines (n BIGINT PRIMARY KEY, text TEXT)", values![]).await.expect("makes a table");
        Self { db, folder }
    }

    /// The same with room for little more.
    async fn nearly_full() -> Self {
        let rig = Self::new().await;
        let pages = rig.db.write_one("PRAGMA page_count", values![]).await.expect("counts").expect("one row");
        let limit = pages.int("page_count").expect("a number") + 8;
        let limited = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {limit}"));
        rig.db.write_one(limited, values![]).await.expect("limits");
        rig
    }

    /// The first has written line 1 and waits to hear of its commit, the second has the turn.
    async fn first_is_done(&self) -> (Pin<Box<impl Future<Output = Result<(), DbError>> + use<>>>, Tx) {
        let mut first = self.db.begin().await.expect("begins");
        write(&mut first, 1).await.expect("writes");
        let mut next = pin!(self.db.begin());
        assert!(once(&mut next).is_pending());
        let mut first = Box::pin(first.commit());
        let second = first_of(next, &mut first.as_mut()).await.expect("begins");
        (first, second)
    }

    /// What a reader sees.
    async fn lines(&self) -> Vec<i64> {
        let found = self.db.all("SELECT n FROM lines ORDER BY n", values![]).await.expect("reads");
        found.iter().map(|row| row.int("n").expect("a number")).collect()
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

async fn write(tx: &mut Tx, n: i64) -> Result<(), DbError> {
    tx.execute("INSERT INTO lines (n) VALUES ($1)", values![n]).await.map(drop)
}

/// Polls it once: who waits stands in line from then on.
fn once<F: Future>(future: &mut Pin<&mut F>) -> Poll<F::Output> {
    future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

/// Polls both until the first is through.
async fn first_of<A: Future, B: Future>(a: A, b: &mut Pin<&mut B>) -> A::Output {
    tokio::select! {
        biased;
        done = a => done,
        _ = b.as_mut() => panic!("the other was through first"),
    }
}

#[tokio::test]
async fn who_is_done_while_another_waits_is_told_and_seen_only_when_the_disk_has_both() {
    let rig = Rig::new().await;
    let (mut first, mut second) = rig.first_is_done().await;
    write(&mut second, 2).await.expect("writes");
    assert!(once(&mut first.as_mut()).is_pending());
    assert_eq!(rig.lines().await, Vec::<i64>::new());
    second.commit().await.expect("is kept");
    assert_eq!(rig.lines().await, [1, 2]);
    first.await.expect("is kept");
}

#[tokio::test]
async fn who_gives_up_takes_nothing_of_another_along() {
    let rig = Rig::new().await;
    let (first, mut second) = rig.first_is_done().await;
    write(&mut second, 2).await.expect("writes");
    write(&mut second, 1).await.expect_err("is there already");
    drop(second);
    first.await.expect("is kept");
    assert_eq!(rig.lines().await, [1]);
}

#[tokio::test]
async fn who_leaves_the_line_keeps_nobody_waiting() {
    let rig = Rig::new().await;
    let mut first = rig.db.begin().await.expect("begins");
    write(&mut first, 1).await.expect("writes");
    let kept = {
        let mut next = pin!(rig.db.begin());
        assert!(once(&mut next).is_pending());
        let mut first = Box::pin(first.commit());
        assert!(once(&mut first.as_mut()).is_pending());
        first
    };
    kept.await.expect("is kept");
    assert_eq!(rig.lines().await, [1]);
}

#[tokio::test]
async fn a_statement_of_its_own_waits_for_the_disk_with_the_others() {
    let rig = Rig::new().await;
    let mut first = rig.db.begin().await.expect("begins");
    write(&mut first, 1).await.expect("writes");
    let mut alone = pin!(rig.db.execute("INSERT INTO lines (n) VALUES (2)", values![]));
    let mut next = pin!(rig.db.begin());
    assert!(once(&mut alone).is_pending() && once(&mut next).is_pending());
    let (kept, done) = tokio::join!(first.commit(), async {
        let (done, last) = tokio::join!(alone, async {
            let mut last = next.await.expect("begins");
            assert_eq!(rig.lines().await, Vec::<i64>::new());
            write(&mut last, 3).await.expect("writes");
            last.commit().await
        });
        last.expect("is kept");
        done
    });
    kept.expect("is kept");
    assert_eq!(done.expect("is kept"), 1);
    assert_eq!(rig.lines().await, [1, 2, 3]);
}

#[tokio::test]
async fn a_full_disk_is_told_to_all_whom_it_hits_and_the_next_one_begins_anew() {
    let rig = Rig::nearly_full().await;
    let (first, mut second) = rig.first_is_done().await;
    let large = "x".repeat(1 << 20);
    second.execute("INSERT INTO lines VALUES (2, $1)", values![&large]).await.expect_err("the disk is full");
    let error = second.commit().await.expect_err("is not kept");
    assert!(error.is_passing(), "{error}");
    first.await.expect_err("is not kept");
    assert_eq!(rig.lines().await, Vec::<i64>::new());
    let mut third = rig.db.begin().await.expect("begins");
    write(&mut third, 3).await.expect("writes");
    third.commit().await.expect("is kept");
    assert_eq!(rig.lines().await, [3]);
}

#[tokio::test]
async fn a_full_disk_that_nobody_was_there_to_hear_of_is_told_too() {
    let rig = Rig::nearly_full().await;
    let mut first = rig.db.begin().await.expect("begins");
    write(&mut first, 1).await.expect("writes");
    let (mut next, mut last) = (pin!(rig.db.begin()), pin!(rig.db.begin()));
    assert!(once(&mut next).is_pending() && once(&mut last).is_pending());
    let mut first = pin!(first.commit());
    let mut second = first_of(next, &mut first).await.expect("begins");
    {
        let large = "x".repeat(1 << 20);
        let mut hangs_up = pin!(second.execute("INSERT INTO lines VALUES (2, $1)", values![&large]));
        // Sent; seldom the answer is there already.
        drop(once(&mut hangs_up));
    }
    drop(second);
    let mut third = last.await.expect("begins");
    write(&mut third, 3).await.expect("writes");
    third.commit().await.expect("is kept");
    first.await.expect_err("is not kept");
    assert_eq!(rig.lines().await, [3]);
}

#[tokio::test]
async fn a_closed_database_is_said_to_be_closed() {
    let rig = Rig::new().await;
    rig.db.close().await;
    assert!(rig.db.begin().await.err().is_some_and(|error| error.is_passing()));
    assert!(rig.db.execute("DELETE FROM lines", values![]).await.is_err_and(|error| error.is_passing()));
}

/// What one of many does, by its number: some are through, some give up, some hang up in the middle.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_exactly_those_are_there_who_were_told_so_and_none_who_gave_up() {
    const MANY: i64 = 600;
    let rig = Rig::new().await;
    let mut all = JoinSet::new();
    for n in 0..MANY {
        let db = rig.db.clone();
        all.spawn(async move {
            let done = async {
                if n % 5 == 0 {
                    return db.execute("INSERT INTO lines (n) VALUES ($1)", values![n]).await.map(|rows| rows == 1);
                }
                let mut tx = db.begin().await?;
                write(&mut tx, n).await?;
                if n % 7 == 0 {
                    write(&mut tx, n).await.expect_err("is there already");
                }
                if n % 3 == 0 {
                    return Ok(false);
                }
                tx.commit().await.map(|()| true)
            };
            // By its number too: from at once to after most are through.
            let patience = Duration::from_micros(u64::try_from(n * n % 9_000).unwrap_or_default());
            let told = match n % 4 {
                1 => tokio::time::timeout(patience, done).await.ok(),
                _ => Some(done.await),
            };
            (n, told.map(|done| done.expect("the database answers")))
        });
    }
    let told = all.join_all().await;
    let lines = tokio::time::timeout(Duration::from_secs(20), async {
        // Whoever hung up last may have left something to tidy up.
        rig.db.begin().await.expect("begins").commit().await.expect("is kept");
        rig.lines().await
    });
    let lines = lines.await.expect("nobody waits for ever");
    for (n, told) in told {
        match told {
            Some(kept) => assert_eq!(lines.contains(&n), kept, "{n}"),
            // Nobody was told anything, except that who gives up has written nothing.
            None => assert!(n % 5 == 0 || n % 3 != 0 || !lines.contains(&n), "{n}"),
        }
    }
}

#[tokio::test]
async fn what_was_written_is_brought_over_to_the_file_by_itself() {
    let rig = Rig::new().await;
    let mut tx = rig.db.begin().await.expect("begins");
    for n in 0..2_000 {
        write(&mut tx, n).await.expect("writes");
    }
    tx.commit().await.expect("is kept");
    let brought = tokio::time::timeout(Duration::from_secs(20), async {
        // The pages arrive in the file itself; before, they are in the log beside it.
        while std::fs::metadata(rig.folder.join("test.db")).is_ok_and(|file| file.len() < 32_000) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    brought.await.expect("it is brought over");
    assert_eq!(rig.lines().await.len(), 2_000);
}

#[tokio::test]
async fn a_closed_database_is_one_file() {
    let rig = Rig::new().await;
    rig.db.execute("INSERT INTO lines (n) VALUES (1)", values![]).await.expect("writes");
    rig.db.close().await;
    let left: Vec<_> =
        std::fs::read_dir(&rig.folder).expect("is there").flatten().map(|file| file.file_name()).collect();
    assert_eq!(left, ["test.db"]);
}
