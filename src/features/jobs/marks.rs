//! Small marks on a row: photos that wait to be sent, a field with two values.

use std::collections::HashMap;

use domain::conflict::{Conflict, Resolution};
use domain::photo::Photo;
use domain::{Entity, Key};
use leptos::prelude::*;
use sync::client::uploads::{BlobState, Part};
use uuid::Uuid;

use crate::state::{Desk, use_desk};

/// What a row is marked with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Photos that are on this phone only.
    pub photos: usize,
    /// Somebody must choose between two values.
    pub clash: bool,
}

/// Marks by work order; most have none and are left out.
pub(super) fn use_marks() -> Memo<HashMap<Uuid, Marks>> {
    let desk = use_desk();
    Memo::new(move |_| {
        let mut marks = HashMap::<Uuid, Marks>::new();
        for photo in waiting(desk) {
            if let Some(photo) = desk.row(Key::new(Entity::Photo, photo)).and_then(|row| row.read::<Photo>()) {
                marks.entry(photo.work_order.0).or_default().photos += 1;
            }
        }
        for (_, conflict) in desk.read_all::<Conflict>(Entity::Conflict) {
            if let (Resolution::Open, Some(order)) = (conflict.resolution, conflict.work_order) {
                marks.entry(order.0).or_default().clash = true;
            }
        }
        marks
    })
}

/// Photos whose original the office does not have.
fn waiting(desk: Desk) -> Vec<Uuid> {
    let unsent = desk.with_queue(|client| {
        let originals = client.uploads().all().filter(|m| m.part == Part::Original);
        originals.filter(|m| !matches!(m.state, BlobState::Received { .. })).map(|m| m.photo).collect()
    });
    unsent.unwrap_or_default()
}
