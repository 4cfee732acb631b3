//! The photos of a work order, in the order of grid and viewer.

use std::cmp::Reverse;

use domain::Entity;
use domain::ids::{PhotoId, UserId, WorkOrderId};
use domain::photo::Photo;
use leptos::prelude::*;

use crate::state::Desk;
use crate::words::{t, t_value};

/// A photo as the screen knows it.
#[derive(Clone, PartialEq)]
pub(super) struct Known {
    pub id: PhotoId,
    pub photo: Photo,
    pub by: UserId,
    pub at: i64,
}

impl Known {
    /// Its caption, else what it is meant to show.
    pub fn title(&self) -> String {
        match (&self.photo.slot, self.photo.caption.is_empty()) {
            (_, false) => self.photo.caption.clone(),
            (Some(slot), true) => t_value("slot", slot),
            (None, true) => t("photos.photo").to_owned(),
        }
    }
}

/// All photos, the latest first: what was just taken stands beside the camera.
pub(super) fn follow(desk: Desk, job: WorkOrderId) -> Memo<Vec<Known>> {
    Memo::new(move |_| {
        let mut photos: Vec<Known> = desk
            .children(job.0, Entity::Photo)
            .iter()
            .filter_map(|row| {
                Some(Known { id: PhotoId(row.id), photo: row.read()?, by: row.created.by, at: row.created.at })
            })
            .collect();
        photos.sort_by_key(|known| Reverse((known.at, known.id)));
        photos
    })
}
