//! Identifiers of the demonstration: the same every time, derived from what they name.

use uuid::Uuid;

const DEMO: Uuid = Uuid::from_u128(0x7065_6d32_0000_5000_8000_0000_6465_6d6f);

/// The identifier of the `sort` called `name`.
pub(super) fn id(sort: &str, name: &str) -> Uuid {
    Uuid::new_v5(&DEMO, format!("{sort}/{name}").as_bytes())
}
