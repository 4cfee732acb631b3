//! A database as an older build left it is taken to what this build needs, and keeps what it holds.

use server::config::Config;
use server::db::{Db, migrate, migrate_to};

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
