//! Everything moves from one database to another, and is the same there.

use domain::Entity;
use serde_json::json;
use server::clock::now;
use server::config::Config;
use server::db::portable::tallies;
use server::db::{Db, installation};
use server::demo;
use server::moving::{MoveError, import};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::client::create;
use crate::world::World;

/// A new address of each engine.
async fn empty(folder: &std::path::Path, engine: &str) -> Option<String> {
    match engine {
        "postgres" => crate::world::postgres().await,
        _ => Some(Config::in_folder(&folder.join(Uuid::new_v4().to_string())).database()),
    }
}

crate::on_both_databases!(
    everything_moves_to_the_other_engine_and_back,
    a_target_with_something_in_it_is_let_be,
    a_source_of_another_version_is_not_moved,
);

async fn everything_moves_to_the_other_engine_and_back(world: World) {
    let here = world.app.db.kind().name();
    let there = if here == "sqlite" { "postgres" } else { "sqlite" };
    demo::seed(&world.app.db, demo::Plan { work_orders: 60, items: 200, now: now() }).await.unwrap();
    let mut olivia = world.signed_in("olivia@ours").await;
    olivia.done(create(Entity::Customer, Uuid::new_v4(), json!({"name": "Zoë \u{1F4A1} \"Bakery\""}))).await;
    let before = tallies(&world.app.db).await.unwrap();
    let Some(other) = empty(&world.config.data, there).await else { return };
    // Its tables and its name may be there: a server was started on it once.
    server::app::Opened::at(&Config { database_url: Some(other.clone()), ..world.config.clone() }).await.unwrap();
    assert_eq!(import(&world.config.database(), &other).await.unwrap(), before);
    let back = empty(&world.config.data, here).await.unwrap();
    assert_eq!(import(&other, &back).await.unwrap(), before);
    let (there, back) = (Db::open(&other).await.unwrap(), Db::open(&back).await.unwrap());
    for db in [&there, &back] {
        assert_eq!(tallies(db).await.unwrap(), before);
        let (name, same) = (installation::read(&world.app.db).await.unwrap(), installation::read(db).await.unwrap());
        assert_eq!((name.epoch, name.secret), (same.epoch, same.secret), "to phones it is the same database");
        assert_eq!(server::db::audit::verify(db, world.ours).await.unwrap().fault, None);
    }
    // A row that changed by one letter is another digest.
    there.execute("UPDATE companies SET slug = 'hours' WHERE slug = 'ours'", vec![]).await.unwrap();
    assert_eq!(tallies(&there).await.unwrap().differences(&before.lines()).len(), 1);
    there.close().await;
    back.close().await;
}

async fn a_target_with_something_in_it_is_let_be(world: World) {
    let from = empty(&world.config.data, "sqlite").await.unwrap();
    let db = Db::open(&from).await.unwrap();
    server::db::migrate(&db, 0).await.unwrap();
    db.close().await;
    let before = tallies(&world.app.db).await.unwrap();
    let refused = import(&from, &world.config.database()).await.unwrap_err();
    assert!(matches!(refused, MoveError::NotEmpty), "{refused}");
    assert_eq!(tallies(&world.app.db).await.unwrap(), before);
    let refused = import("sqlite:///nowhere/at/all.db", &world.config.database()).await.unwrap_err();
    assert!(matches!(refused, MoveError::NoSource(_)), "{refused}");
}

async fn a_source_of_another_version_is_not_moved(world: World) {
    let from = empty(&world.config.data, world.app.db.kind().name()).await.unwrap();
    let db = Db::open(&from).await.unwrap();
    server::db::migrate_to(&db, 3, 0).await.unwrap();
    db.close().await;
    let to = empty(&world.config.data, "sqlite").await.unwrap();
    let refused = import(&from, &to).await.unwrap_err();
    assert!(refused.to_string().contains("pem2 migrate"), "{refused}");
}

/// Bounded memory: rows travel in pages of a thousand, so this takes time, not room.
#[tokio::test]
async fn a_hundred_thousand_rows_move() {
    let world = World::on_sqlite().await;
    let company = world.ours;
    let many = format!(
        "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000) \
         INSERT INTO scopes (company_id, name, meaning) SELECT '{company}', 'name ' || n, 'meaning ' || n FROM n"
    );
    world.app.db.execute(AssertSqlSafe(many), vec![]).await.unwrap();
    let engine = if std::env::var("PEM2_TEST_POSTGRES_URL").is_ok() { "postgres" } else { "sqlite" };
    let to = empty(&world.config.data, engine).await.unwrap();
    let started = std::time::Instant::now();
    let moved = import(&world.config.database(), &to).await.unwrap();
    println!("{} rows to {engine} in {:?}", moved.rows(), started.elapsed());
    assert_eq!(moved.counts()["scopes"], 100_000);
    assert_eq!(moved, tallies(&world.app.db).await.unwrap());
}
