//! Letters to whoever must do something, once a day, and one when it is over.

use protocol::sync::Waiting;
use server::alerts::{Seen, Troubles, look, phones_round, round};
use server::clock::{DAY, HOUR, MINUTE, now};
use server::config::{Config, Listen, WatchConfig};
use server::disk::Room;

use crate::client::set;
use crate::world::{World, user_id};

/// The queue of a mail server that is never asked.
fn listen() -> Listen {
    let watch = WatchConfig { alerts_to: Some("owner@example.com".into()), ..WatchConfig::default() };
    Listen { watch, ..Listen::default() }
}

fn with_mail(config: &mut Config) {
    config.mail.smtp_url = Some("smtp://127.0.0.1:1".into());
    config.mail.from = "Pem2 <pem2@localhost>".into();
}

async fn world() -> World {
    World::with(listen(), with_mail).await
}

/// Recipients and subjects, in the order in which they were written.
async fn letters(world: &World) -> Vec<(String, String)> {
    let rows = world.app.db.all("SELECT recipient, subject FROM outgoing_mail ORDER BY created_at, id", vec![]).await;
    rows.unwrap().iter().map(|row| (row.text("recipient").unwrap(), row.text("subject").unwrap())).collect()
}

const FULL: Seen = Seen { room: Some(Room { size: 100, free: 10 }), totals: (0, 0), backup_age: None };
const ROOMY: Seen = Seen { room: Some(Room { size: 100, free: 50 }), ..FULL };

#[tokio::test]
async fn a_full_disk_is_told_once_a_day_and_that_it_is_over_once() {
    let world = world().await;
    let (mut troubles, start) = (Troubles::new("one".into()), now());
    let mut told = async |seen, at| {
        round(&world.app, &mut troubles, seen, at).await.unwrap();
        letters(&world).await.len()
    };
    assert_eq!(told(ROOMY, start).await, 0);
    assert_eq!(told(FULL, start).await, 1);
    assert_eq!(told(FULL, start + 23 * HOUR).await, 1);
    assert_eq!(told(FULL, start + DAY).await, 2, "it is still so the next day");
    assert_eq!(told(ROOMY, start + DAY + HOUR).await, 3);
    assert_eq!(told(ROOMY, start + DAY + 2 * HOUR).await, 3);
    assert_eq!(told(FULL, start + DAY + 3 * HOUR).await, 3, "what comes and goes is told once a day too");
    assert_eq!(told(ROOMY, start + DAY + 4 * HOUR).await, 3);
    assert_eq!(told(FULL, start + 2 * DAY).await, 4);
    let letters = letters(&world).await;
    assert!(letters.iter().all(|(to, _)| to == "owner@example.com"), "{letters:?}");
    assert!(letters[0].1.contains("90 % full") && letters[2].1.contains("well again"), "{letters:?}");
}

#[tokio::test]
async fn failures_and_an_old_backup_are_told() {
    let world = world().await;
    let (mut troubles, start) = (Troubles::new("one".into()), now());
    round(&world.app, &mut troubles, ROOMY, start).await.unwrap();
    let seen = Seen { totals: (1000, 11), backup_age: Some(27 * HOUR), ..ROOMY };
    round(&world.app, &mut troubles, seen, start + MINUTE).await.unwrap();
    let subjects: Vec<String> = letters(&world).await.into_iter().map(|(_, subject)| subject).collect();
    assert_eq!(subjects, ["Pem2: no backup for 27 hours", "Pem2: 11 of 1000 requests failed on one"]);
}

#[tokio::test]
async fn of_two_servers_one_tells() {
    let Some(world) = World::on_postgres_with(listen()).await else { return };
    let (one, other) = (world.another(with_mail).await, world.another(with_mail).await);
    let at = now();
    let seen = Seen { backup_age: Some(27 * HOUR), ..Seen::default() };
    let (mut first, mut second) = (Troubles::new("one".into()), Troubles::new("other".into()));
    let both = tokio::join!(round(&one.app, &mut first, seen, at), round(&other.app, &mut second, seen, at));
    assert!(both.0.is_ok() && both.1.is_ok());
    assert_eq!(letters(&world).await.len(), 1);
}

#[tokio::test]
async fn admins_hear_of_phones_that_are_silent_with_unsent_work_and_when_they_are_back() {
    let world = world().await;
    let (mut olivia, mike) = (world.signed_in("olivia").await, world.signed_in("mike").await);
    let email = set(domain::Entity::User, user_id("olivia").0, "email", "".into(), "olivia@example.com".into());
    olivia.done(email).await;
    mike.tell(Waiting { unsent: 3, needs_you: 0, oldest_at: Some(now()), rebuilt: 0 }).await;
    let told = async |at| {
        phones_round(&world.app, at).await.unwrap();
        letters(&world).await
    };
    assert!(told(now() + 2 * DAY).await.is_empty());
    let letters = told(now() + 3 * DAY + HOUR).await;
    assert_eq!(letters.len(), 1, "only the admin with an address, not the dispatcher: {letters:?}");
    assert_eq!(letters[0].0, "olivia@example.com");
    assert_eq!(told(now() + 3 * DAY + 2 * HOUR).await.len(), 1, "once a day");
    mike.tell(Waiting { unsent: 0, needs_you: 0, oldest_at: None, rebuilt: 0 }).await;
    let letters = told(now() + 3 * DAY + 3 * HOUR).await;
    assert_eq!(letters.len(), 2);
    assert!(letters[1].1.contains("well again"), "{letters:?}");
}

crate::on_both_databases!(the_age_of_the_last_good_backup_is_read_where_backups_are_made);

async fn the_age_of_the_last_good_backup_is_read_where_backups_are_made(world: World) {
    let db = &world.app.db;
    for statement in [
        "CREATE TABLE IF NOT EXISTS backups (id TEXT PRIMARY KEY, started_at BIGINT NOT NULL, finished_at BIGINT, failure TEXT)",
        "INSERT INTO migrations (step, name, at) VALUES (6, 'backups', 0) ON CONFLICT DO NOTHING",
    ] {
        db.execute(statement, vec![]).await.unwrap();
    }
    assert_eq!(look(&world.app).await.backup_age, None, "none was ever begun");
    let hours = async || look(&world.app).await.backup_age.map(|age| (age + MINUTE) / HOUR);
    let note = async |id: &str, began: i64, ended: Option<i64>, failure: Option<&str>| {
        let text = |value: Option<String>| value.unwrap_or_else(|| "NULL".into());
        let at = |hours: i64| now() - hours * HOUR;
        let (began, ended) = (at(began), text(ended.map(|hours| at(hours).to_string())));
        let failure = text(failure.map(|words| format!("'{words}'")));
        let sql = format!(
            "INSERT INTO backups (id, started_at, finished_at, failure) VALUES ('{id}', {began}, {ended}, {failure})"
        );
        db.execute(sqlx::AssertSqlSafe(sql), vec![]).await.unwrap();
    };
    note("first", 50, Some(50), Some("no room")).await;
    assert_eq!(hours().await, Some(50), "since somebody wanted one");
    note("good", 30, Some(30), None).await;
    note("bad", 3, Some(3), Some("no room")).await;
    note("under way", 0, None, None).await;
    assert_eq!(hours().await, Some(30), "a bad one is none, nor is one under way");
}
