//! The suite that every server store passes, on both engines.

use domain::ids::CompanyId;
use server::db::companies;
use uuid::Uuid;

use crate::world::World;

crate::on_both_databases!(the_store_does_what_every_store_must);

async fn the_store_does_what_every_store_must(world: World) {
    let mut tx = world.app.db.begin().await.unwrap();
    for (id, slug) in [(0xC0, "c0"), (0xC1, "c1"), (0xC2, "c2")] {
        companies::insert(&mut tx, CompanyId(Uuid::from_u128(id)), slug, 0).await.unwrap();
    }
    tx.commit().await.unwrap();
    sync::conformance::server_store(&world.app.store).await;
}
