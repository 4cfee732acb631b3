//! Backups: made from either engine, tried, put back, kept for a while, and made by one server only.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::Entity;
use flate2::read::GzDecoder;
use protocol::backups::{Backups as Standing, Place, Warning};
use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::json;
use server::backup::{BackupError, Backups, Source, restore};
use server::clock::{DAY, HOUR, now};
use server::config::{BackupTo, Config};
use server::db::portable::tallies;
use server::db::{Db, installation};
use uuid::Uuid;

use crate::client::create;
use crate::world::World;

crate::on_both_databases!(
    a_backup_is_restored_and_is_the_same,
    a_backup_of_one_engine_is_restored_into_the_other,
    a_wrong_passphrase_is_said_in_plain_words,
    a_cut_off_or_damaged_archive_changes_nothing,
    without_a_passphrase_there_is_no_backup_unless_it_may_be_plain,
    two_servers_make_one_backup_a_day,
    old_backups_go_and_other_files_stay,
    what_was_tried_out_leaves_nothing_behind,
    an_admin_sees_how_backups_stand,
);

const PASSPHRASE: &str = "correct horse battery staple";

fn sealed(world: &World) -> Config {
    let mut config = world.config.clone();
    config.backup.passphrase = Some(PASSPHRASE.into());
    config
}

async fn backups(world: &World) -> Backups {
    Backups::open(&sealed(world), world.app.db.clone()).await.unwrap()
}

/// A world with something in it, and an archive of it.
async fn archive(world: &World) -> (Backups, PathBuf) {
    fill(world).await;
    let (backups, file) = (backups(world).await, world.config.data.join("archive"));
    backups.make(Some(&file), false).await.unwrap();
    (backups, file)
}

/// The same without encryption, which takes a second each time.
async fn plain_archive(world: &World) -> PathBuf {
    fill(world).await;
    let file = world.config.data.join("archive");
    Backups::open(&world.config, world.app.db.clone()).await.unwrap().make(Some(&file), true).await.unwrap();
    file
}

async fn fill(world: &World) {
    let mut olivia = world.signed_in("olivia").await;
    for name in ["Eleanor Whitfield", "Zoë's \"Bakery\"\n2nd floor", "ßßß – 東京"] {
        olivia.done(create(Entity::Customer, Uuid::new_v4(), json!({"name": name}))).await;
    }
}

/// Somewhere else, on the same engine; `None` on PostgreSQL gives a schema of its own.
async fn elsewhere(world: &World, engine: &str) -> Option<Config> {
    let mut config = sealed(world);
    config.data = world.config.data.join(format!("elsewhere-{}", Uuid::new_v4().simple()));
    config.database_url = match engine {
        "postgres" => Some(crate::world::postgres().await?),
        _ => None,
    };
    Some(config)
}

async fn same(world: &World, config: &Config) {
    let there = Db::open(&config.database()).await.unwrap();
    let (ours, theirs) = (tallies(&world.app.db).await.unwrap(), tallies(&there).await.unwrap());
    // The name of the database is another one, everything else is the same.
    let but_the_name = |t: &server::db::portable::Tallies| {
        t.lines().into_iter().filter(|line| line.0 != "installation").collect::<Vec<_>>()
    };
    assert_eq!(but_the_name(&ours), but_the_name(&theirs));
    assert!(ours.rows() > 20);
    let name = |db: Db| async move { installation::read(&db).await.unwrap() };
    let (before, after) = (name(world.app.db.clone()).await, name(there.clone()).await);
    assert_ne!(before.epoch, after.epoch);
    assert_eq!(before.secret, after.secret);
    there.close().await;
}

async fn a_backup_is_restored_and_is_the_same(world: World) {
    let engine = world.app.db.kind().name();
    let (_, file) = archive(&world).await;
    let config = elsewhere(&world, engine).await.unwrap();
    let restored = restore(&config, &Source::File(file), false).await.unwrap();
    assert_eq!(restored.header.engine, engine);
    assert_eq!(restored.counts["companies"], 2);
    same(&world, &config).await;
}

async fn a_backup_of_one_engine_is_restored_into_the_other(world: World) {
    let other = if world.app.db.kind().name() == "sqlite" { "postgres" } else { "sqlite" };
    let file = plain_archive(&world).await;
    let Some(config) = elsewhere(&world, other).await else { return };
    restore(&config, &Source::File(file), false).await.unwrap();
    same(&world, &config).await;
}

async fn a_wrong_passphrase_is_said_in_plain_words(world: World) {
    let (_, file) = archive(&world).await;
    let mut config = sealed(&world);
    for other in [Some("incorrect".to_owned()), None] {
        config.backup.passphrase = other;
        let before = tallies(&world.app.db).await.unwrap();
        let backups = Backups::open(&config, world.app.db.clone()).await.unwrap();
        let refused = backups.check(&Source::File(file.clone())).await.unwrap_err();
        assert!(matches!(refused, BackupError::WrongPassphrase), "{refused}");
        assert!(refused.to_string().contains("passphrase is not the one"));
        assert_eq!(tallies(&world.app.db).await.unwrap(), before);
    }
    assert!(!std::fs::read(&file).unwrap().windows(9).any(|w| w == b"Whitfield"), "nobody reads it without");
}

async fn a_cut_off_or_damaged_archive_changes_nothing(world: World) {
    let (backups, sealed) = archive(&world).await;
    let engine = world.app.db.kind().name();
    let plain = world.config.data.join("plain");
    Backups::open(&world.config, world.app.db.clone()).await.unwrap().make(Some(&plain), true).await.unwrap();
    for file in [sealed, plain] {
        let whole = std::fs::read(&file).unwrap();
        let mut damaged = whole.clone();
        let middle = damaged.len() / 2;
        damaged[middle] ^= 1;
        for (bytes, what) in [
            (&whole[..whole.len() - 1], "one byte is missing"),
            (&whole[..whole.len() / 2], "half is missing"),
            (&damaged[..], "one bit is another"),
        ] {
            std::fs::write(&file, bytes).unwrap();
            let config = elsewhere(&world, engine).await.unwrap();
            let refused = restore(&config, &Source::File(file.clone()), false).await.unwrap_err();
            assert!(matches!(refused, BackupError::Damaged(_)), "{what}: {refused}");
            assert!(refused.to_string().contains("nothing was changed"));
            assert!(!config.data.join("pem2.db").exists(), "{what}");
        }
        let refused = backups.check(&Source::File(file.clone())).await.unwrap_err();
        assert!(matches!(refused, BackupError::Damaged(_)), "{refused}");
        std::fs::write(&file, b"PK\x03\x04 something else").unwrap();
        let refused = backups.check(&Source::File(file.clone())).await.unwrap_err();
        assert!(matches!(refused, BackupError::NotOurs), "{refused}");
    }
    assert_eq!(leftovers(&world).await, [""; 0]);
}

async fn without_a_passphrase_there_is_no_backup_unless_it_may_be_plain(world: World) {
    let backups = Backups::open(&world.config, world.app.db.clone()).await.unwrap();
    let refused = backups.make(None, false).await.unwrap_err();
    assert!(refused.to_string().contains("PEM2_BACKUP_PASSPHRASE"), "{refused}");
    assert!(!backups.daily(now()).await.unwrap());
    let file = world.config.data.join("plain");
    backups.make(Some(&file), true).await.unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut GzDecoder::new(std::fs::File::open(&file).unwrap()), &mut text).unwrap();
    assert!(text.starts_with("{\"pem2_backup\":1,") && text.contains("{\"table\":\"companies\""), "people can read it");
    backups.check(&Source::File(file.clone())).await.unwrap();
    // A row that was taken out by hand is missed.
    let line = text.lines().find(|line| line.contains("otto")).unwrap();
    let less = text.replacen(&format!("{line}\n"), "", 1);
    let mut packed = flate2::write::GzEncoder::new(std::fs::File::create(&file).unwrap(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, less.as_bytes()).unwrap();
    packed.finish().unwrap();
    let refused = backups.check(&Source::File(file)).await.unwrap_err();
    assert!(matches!(refused, BackupError::Differs(_)), "{refused}");
}

fn archives(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

async fn two_servers_make_one_backup_a_day(world: World) {
    let (one, two) = (Arc::new(backups(&world).await), Arc::new(backups(&world).await));
    let folder = world.config.data.join("backups");
    // Noon of a day in New York, and of the next.
    let noon = 1_790_006_400_000 - 1_790_006_400_000 % DAY + 17 * HOUR;
    for (day, at) in [noon, noon + DAY].into_iter().enumerate() {
        let (first, second) = tokio::join!(one.daily(at), two.daily(at));
        assert!(first.unwrap() ^ second.unwrap(), "one of them");
        assert!(!one.daily(at + HOUR).await.unwrap(), "and not again");
        assert_eq!(archives(&folder).len(), day + 1);
    }
    // Before the hour the day before still counts; at the hour it is time.
    let two_at_night = noon + DAY + 13 * HOUR;
    assert!(!one.daily(two_at_night - 1).await.unwrap());
    assert!(one.daily(two_at_night).await.unwrap());
}

async fn old_backups_go_and_other_files_stay(world: World) {
    let backups = backups(&world).await;
    let folder = world.config.data.join("backups");
    std::fs::create_dir_all(&folder).unwrap();
    let of_ours = ["pem2-2020-01-01T02-00-00Z-00000000.jsonl.gz.age", "pem2-2020-01-02T02-00-00Z-00000000.jsonl.gz"];
    for name in of_ours.iter().chain(&["pem2.db", "letter.txt", "pem2-photos.tar"]) {
        std::fs::write(folder.join(name), "x").unwrap();
    }
    assert!(backups.daily(now()).await.unwrap());
    let left = archives(&folder);
    assert!(!left.iter().any(|name| of_ours.contains(&name.as_str())), "{left:?}");
    assert_eq!(left.len(), 4, "{left:?}");
}

/// What a try has left in the data folder, or of schemas.
async fn leftovers(world: &World) -> Vec<String> {
    let files = archives(&world.config.data);
    files.into_iter().filter(|n| n.starts_with(".backup") || n.contains("restoring") || n.contains(".part")).collect()
}

async fn what_was_tried_out_leaves_nothing_behind(world: World) {
    let (backups, _) = archive(&world).await;
    let schemas = "SELECT count(*) AS n FROM information_schema.schemata \
         WHERE starts_with(schema_name, current_schema()::text || '_scratch_')";
    let before = tallies(&world.app.db).await.unwrap();
    assert!(backups.daily(now()).await.unwrap(), "the first daily one is tried out too");
    backups.check(&Source::Latest).await.unwrap();
    assert_eq!(leftovers(&world).await, [""; 0]);
    assert_eq!(tallies(&world.app.db).await.unwrap(), before);
    if world.app.db.kind().name() == "postgres" {
        assert_eq!(world.app.db.one(schemas, vec![]).await.unwrap().unwrap().int("n").unwrap(), 0);
    }
}

async fn an_admin_sees_how_backups_stand(world: World) {
    let olivia = world.signed_in("olivia").await;
    let dana = world.signed_in("dana").await;
    assert_eq!(dana.get(paths::BACKUPS).await.error(403), ErrorCode::Forbidden);
    let before: Standing = olivia.get(paths::BACKUPS).await.ok();
    assert_eq!(before.warnings, [Warning::NoPassphrase, Warning::NoneLately, Warning::NeverChecked]);
    let backups = backups(&world).await;
    assert!(backups.daily(now()).await.unwrap());
    let after: Standing = olivia.get(paths::BACKUPS).await.ok();
    assert!(after.made_at.is_some() && after.checked_at.is_some() && after.bytes.is_some_and(|bytes| bytes > 100));
    assert_eq!(after.warnings, [Warning::NoPassphrase], "the server of the tests has none");
    let file = world.config.data.join("nonsense");
    std::fs::write(&file, "nonsense").unwrap();
    backups.check(&Source::File(file)).await.unwrap_err();
    let failed: Standing = olivia.get(paths::BACKUPS).await.ok();
    assert_eq!(failed.warnings, [Warning::NoPassphrase, Warning::CheckFailed]);
    assert_eq!(failed.checked_at, after.checked_at);
    let late = server::backup::standing(&backups, &world.app.db, now() + 27 * HOUR).await.unwrap();
    assert_eq!(late.warnings, [Warning::NoneLately, Warning::CheckFailed]);
    let much_later = server::backup::standing(&backups, &world.app.db, now() + 16 * DAY).await.unwrap();
    assert_eq!(much_later.warnings, [Warning::NoneLately, Warning::CheckFailed, Warning::CheckLate]);
    assert_eq!(failed.place, Some(Place::Folder));
}

/// A file of SQLite that is in use is refused by the command itself.
#[tokio::test]
async fn a_postgres_database_with_something_in_it_is_only_replaced_when_asked() {
    let Some(world) = World::on_postgres().await else { return };
    let file = plain_archive(&world).await;
    let config = sealed(&world);
    let refused = restore(&config, &Source::File(file.clone()), false).await.unwrap_err();
    assert!(matches!(refused, BackupError::NotEmpty), "{refused}");
    let restored = restore(&config, &Source::File(file), true).await.unwrap();
    assert!(restored.aside.unwrap().contains("_until_"));
    let there = Db::open(&config.database()).await.unwrap();
    assert_eq!(server::db::companies::all(&there).await.unwrap().len(), 2);
    there.close().await;
}

#[tokio::test]
async fn backups_go_to_s3_and_come_from_there() {
    let Some(world) = World::on_s3().await else { return };
    let mut config = sealed(&world);
    config.backup.to = BackupTo::S3;
    let backups = Backups::open(&config, world.app.db.clone()).await.unwrap();
    assert!(matches!(backups.check(&Source::Latest).await, Err(BackupError::NotFound(_))));
    let made = backups.make(None, false).await.unwrap();
    assert!(made.place.starts_with("s3:"), "{}", made.place);
    let checked = backups.check(&Source::Latest).await.unwrap();
    assert_eq!(checked.counts["companies"], 2);
    assert_eq!(leftovers(&world).await, [""; 0]);
    config.data = world.config.data.join("elsewhere");
    restore(&config, &Source::Latest, false).await.unwrap();
    same(&world, &config).await;
}
