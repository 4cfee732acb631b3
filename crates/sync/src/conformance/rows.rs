//! Rows to store in suites and tests.

use domain::ids::UserId;
use domain::{Body, Entity, Row, Stamp};
use serde_json::Value;
use uuid::Uuid;

/// A row of this kind with this body.
pub fn row(entity: Entity, id: u128, seq: u64, body: Value) -> Row {
    let stamp = Stamp { by: UserId(Uuid::from_u128(1)), at: 1_000 };
    let body = Body::of(&body).unwrap();
    Row { entity, id: Uuid::from_u128(id), version: 1, seq, deleted: false, created: stamp, updated: stamp, body }
}
