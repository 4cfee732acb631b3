//! The bytes of photos that are on this phone, as lines of a list.

use domain::photo::Photo;
use domain::{Entity, Key};
use sync::client::uploads::{Manifest, Part};

use super::age::age;
use super::queue::{Line, joined};
use super::row_name::{job_name, row_name};
use super::size::size_words;
use crate::state::Desk;
use crate::words::{t, t_with};

/// What is known of the originals on this phone, oldest first.
pub(super) fn originals(desk: Desk) -> Vec<Manifest> {
    let originals = desk.with_queue(|client| {
        client.uploads().all().filter(|photo| photo.part == Part::Original).cloned().collect::<Vec<_>>()
    });
    let mut originals = originals.unwrap_or_default();
    originals.sort_by_key(|photo| photo.added_at);
    originals
}

/// What it is, for which job, how far it has come.
pub(super) fn photo_line(desk: Desk, manifest: &Manifest, now: i64) -> Line {
    let photo: Option<Photo> = desk.get(Entity::Photo, manifest.photo);
    let slot = row_name(desk, Key::new(Entity::Photo, manifest.photo)).unwrap_or_else(|| t("thing.photo").to_owned());
    let job = photo.map(|photo| photo.work_order);
    let thing = match job.and_then(|job| job_name(desk, job)) {
        Some(job) => t_with("sync.photo_of", &[("slot", &slot), ("job", &job)]),
        None => t_with("sync.photo", &[("slot", &slot)]),
    };
    let title = job.and_then(|job| row_name(desk, Key::new(Entity::WorkOrder, job.0)));
    let fraction = desk.with_client(|client| client.uploads().fraction(&manifest.sha256)).flatten();
    Line {
        thing,
        why: joined([title, Some(size_words(manifest.size)), Some(age(now, manifest.added_at))]),
        reason: None,
        percent: fraction.map(|part| (part * 100.0) as u8),
    }
}

/// Why a person must look at it.
pub(super) fn photo_reason(reason: &str) -> &'static str {
    match reason {
        "damaged" => t("sync.photo.damaged"),
        "unreadable" => t("sync.photo.unreadable"),
        "too_large" => t("sync.photo.too_large"),
        "forbidden" | "not_found" => t("sync.photo.no_job"),
        _ => t("sync.photo.refused"),
    }
}
