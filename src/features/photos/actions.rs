//! Edits of a photo's words. Its bytes are never edited.

use domain::edit::{Change, Patch};
use domain::ids::PhotoId;
use domain::photo::{Photo, Slot};
use domain::{Edit, Entity};
use serde_json::{Value, json};

/// Sets slot and caption, whichever changed.
pub(super) fn describe(id: PhotoId, seen: &Photo, slot: Option<Slot>, caption: &str) -> Vec<Edit> {
    let mut patch = Patch::new();
    let mut change = |name: &str, old: Value, new: Value| {
        if old != new {
            patch.insert(name.to_owned(), Change { old, new });
        }
    };
    change("slot", json!(seen.slot), json!(slot));
    change("caption", json!(seen.caption), json!(caption));
    if patch.is_empty() {
        return Vec::new();
    }
    vec![Edit::SetFields { entity: Entity::Photo, id: id.0, patch }]
}

/// Hides a photo for good.
pub(super) fn remove(id: PhotoId) -> Edit {
    Edit::Remove { entity: Entity::Photo, id: id.0 }
}
