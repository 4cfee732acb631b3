//! A database as an older build left it is taken to what this build needs, and keeps what it holds.

use server::config::Config;
use server::db::audit::{lines, verify};
use server::db::{Db, migrate, migrate_to};

use crate::world::until;

const COMPANY: &str = "00000000-0000-0000-0000-0000000000c0";
const PHONE: &str = "00000000-0000-0000-0000-0000000000d0";
const MIKE: &str = "00000000-0000-0000-0000-0000000000a0";

#[tokio::test]
async fn a_database_of_the_first_build_keeps_its_phones_and_learns_what_waits_on_them() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::in_folder(folder.path());
    let db = Db::open(&config.database()).await.unwrap();
    assert_eq!(migrate_to(&db, 1, 0).await.unwrap(), ["foundation"]);
    for statement in [
        format!("INSERT INTO companies (id, slug, created_at) VALUES ('{COMPANY}', 'ours', 0)"),
        format!(
            "INSERT INTO devices (company_id, device_id, user_id, name, last_seen_at) \
             VALUES ('{COMPANY}', '{PHONE}', '{MIKE}', 'iPhone', 5)"
        ),
    ] {
        db.execute(sqlx::AssertSqlSafe(statement), vec![]).await.unwrap();
    }
    assert_eq!(migrate(&db, 1).await.unwrap().first(), Some(&"phones"));
    assert!(migrate(&db, 2).await.unwrap().is_empty(), "a second time there is nothing to do");
    let company = domain::ids::CompanyId(COMPANY.parse().unwrap());
    let phones = server::db::devices::all(&db, company).await.unwrap();
    assert_eq!(phones.len(), 1);
    assert_eq!((phones[0].name.as_str(), phones[0].heard_at, phones[0].waiting), ("iPhone", 5, None));
}

#[tokio::test]
async fn lines_from_before_the_log_was_a_chain_are_put_into_it_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::in_folder(folder.path());
    let db = Db::open(&config.database()).await.unwrap();
    migrate_to(&db, 3, 0).await.unwrap();
    let mut statements = vec![
        format!("INSERT INTO companies (id, slug, created_at) VALUES ('{COMPANY}', 'ours', 0)"),
        format!("INSERT INTO company_counter (company_id, seq, work_order_number) VALUES ('{COMPANY}', 0, 1000)"),
    ];
    // More than are read at a time, two at each moment, the later ones written first.
    statements.extend((0..2500).rev().map(|n| {
        format!(
            "INSERT INTO audit (company_id, id, at, user_id, address, event, detail) \
             VALUES ('{COMPANY}', '{n:05}', {}, '{MIKE}', 'here', 'signed_in', '{n}')",
            n / 2
        )
    }));
    let mut tx = db.begin().await.unwrap();
    for statement in statements {
        tx.execute(sqlx::AssertSqlSafe(statement), vec![]).await.unwrap();
    }
    tx.commit().await.unwrap();
    migrate(&db, 1).await.unwrap();
    let company = domain::ids::CompanyId(COMPANY.parse().unwrap());
    let checked = verify(&db, company).await.unwrap();
    assert_eq!((checked.lines, checked.fault), (2500, None));
    let last = lines(&db, company, 2499, 0).await.unwrap();
    assert_eq!((last[0].n, last[0].at, last[0].detail.as_str()), (2500, 1249, "2499"));
}

/// As a backup does that takes long: it reads, a server with a newer build starts, and phones go on.
#[tokio::test]
async fn a_migration_that_waits_lets_others_through() {
    let Some(url) = crate::world::postgres().await else { return };
    let db = Db::open(&url).await.unwrap();
    migrate_to(&db, 9, 0).await.unwrap();
    let mut backup = db.begin().await.unwrap();
    backup.all("SELECT nth FROM webhook_events", vec![]).await.unwrap();
    let migration = tokio::spawn({
        let db = db.clone();
        async move { migrate(&db, 1).await }
    });
    let waits = "SELECT 1 AS one FROM pg_locks WHERE NOT granted AND relation = 'webhook_events'::regclass";
    until(async || db.one(waits, vec![]).await.unwrap()).await;
    let read = db.all("SELECT nth FROM webhook_events", vec![]);
    let read = tokio::time::timeout(std::time::Duration::from_secs(10), read).await;
    assert!(read.expect("a phone is let through").unwrap().is_empty());
    assert!(!migration.is_finished(), "it waits still");
    backup.commit().await.unwrap();
    assert_eq!(migration.await.unwrap().unwrap().first(), Some(&"events noted"));
}
