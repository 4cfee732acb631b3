//! What those see who watch the server.

use protocol::paths;
use serde_json::Value;

use crate::world::World;

crate::on_both_databases!(health_names_database_store_version_and_epoch);

async fn health_names_database_store_version_and_epoch(world: World) {
    let health: Value = world.anybody().get(paths::HEALTH).await.ok();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["database"]["kind"], world.app.db.kind().name());
    assert_eq!(health["blobs"]["ok"], true);
    assert!(health["epoch"].is_string() && health["version"].is_string());
}
