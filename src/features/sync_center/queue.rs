//! What is on this phone only, as lines of a list. Plain values: drawn anew only where one of them changed.

use domain::ids::MutationId;
use domain::{Edit, Entity, Key};
use sync::client::uploads::{BlobState, Manifest};
use sync::client::{Entry, State, Summary};

use super::age::age;
use super::describe::describe;
use super::exact_input::exact_input;
use super::job_of::job_of;
use super::photo_lines::{originals, photo_line, photo_reason};
use super::row_name::row_name;
use crate::features::closed::reason;
use crate::state::Desk;
use crate::state::ports::Phone;
use crate::words::{self, t, t_with};

/// The most lines of a group; a day without signal makes more than anybody reads.
const SHOWN: usize = 100;

/// One edit or photo.
#[derive(Clone, PartialEq)]
pub(super) struct Line {
    /// What it is.
    pub thing: String,
    /// For which job, how large, how old.
    pub why: String,
    /// Why it is not on its way.
    pub reason: Option<String>,
    /// How far it has come, for what is on its way.
    pub percent: Option<u8>,
}

/// Something that a person must look at.
#[derive(Clone, PartialEq)]
pub(super) enum Refused {
    /// An edit, with everything that was entered.
    Edit { id: MutationId, line: Line, input: Vec<(String, String)>, edit: Option<Edit> },
    /// The bytes of a photo.
    Photo { sha256: String, line: Line },
}

/// What waits and what is on its way.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Unsent {
    /// On its way.
    pub sending: Vec<Line>,
    /// Not yet.
    pub waiting: Vec<Line>,
    /// How many more wait than are shown.
    pub more: usize,
}

/// Everything refused, oldest first.
pub(super) fn refused(desk: Desk, phone: &dyn Phone, now: i64) -> Vec<Refused> {
    let edit = |entry: Entry| {
        let reason = match &entry.state {
            State::Rejected { rejection, .. } => Some(words::rejection(rejection)),
            _ => None,
        };
        let input = entry.edit.as_ref().map(|edit| exact_input(desk, phone, edit)).unwrap_or_default();
        let line = Line { reason, ..entry_line(desk, &entry, now) };
        Refused::Edit { id: entry.id(), line, input, edit: entry.edit }
    };
    let photo = |photo: Manifest| {
        let BlobState::NeedsYou { reason } = &photo.state else {
            return None;
        };
        let line = Line { reason: Some(photo_reason(reason).to_owned()), ..photo_line(desk, &photo, now) };
        Some(Refused::Photo { sha256: photo.sha256, line })
    };
    desk.quarantine().into_iter().map(edit).chain(originals(desk).into_iter().filter_map(photo)).collect()
}

/// Everything unsent, oldest first.
pub(super) fn unsent(desk: Desk, now: i64) -> Unsent {
    let summary = desk.summary();
    let mut unsent = Unsent::default();
    let photos: Vec<Manifest> = originals(desk).into_iter().filter(|photo| photo.state == BlobState::Waiting).collect();
    // A photo is one thing, as in the count: its bytes tell more than the edit that adds it.
    let is_photo = |entry: &Entry| matches!(&entry.edit, Some(Edit::Create { entity: Entity::Photo, id, .. }) if photos.iter().any(|it| it.photo == *id));
    let waits = |entry: &Entry| entry.state == State::Waiting && !is_photo(entry);
    for entry in desk.outbox().into_iter().filter(waits) {
        let line = entry_line(desk, &entry, now);
        match reason_to_wait(desk, &summary, entry.missing) {
            None if summary.busy => unsent.sending.push(line),
            reason => unsent.waiting.push(Line { reason, ..line }),
        }
    }
    for photo in photos {
        let line = photo_line(desk, &photo, now);
        match line.percent {
            Some(_) => unsent.sending.push(line),
            None => {
                let held = (summary.held > 0).then(|| t("sync.waits.wifi").to_owned());
                unsent.waiting.push(Line { reason: reason_to_wait(desk, &summary, None).or(held), ..line });
            }
        }
    }
    for lines in [&mut unsent.sending, &mut unsent.waiting] {
        unsent.more += lines.len().saturating_sub(SHOWN);
        lines.truncate(SHOWN);
    }
    unsent
}

/// Why nothing goes out, or not this one.
fn reason_to_wait(desk: Desk, summary: &Summary, missing: Option<Key>) -> Option<String> {
    if let Some(closed) = summary.closed {
        return Some(reason(closed).to_owned());
    }
    if summary.update_needed {
        return Some(t("sync.waits.update").to_owned());
    }
    if summary.offline {
        return Some(t("sync.waits.signal").to_owned());
    }
    let name = row_name(desk, missing?).unwrap_or_else(|| t("value.unknown").to_owned());
    Some(t_with("sync.waits.missing", &[("name", &name)]))
}

fn entry_line(desk: Desk, entry: &Entry, now: i64) -> Line {
    let job = entry.edit.as_ref().and_then(|edit| job_of(desk, edit));
    let title = job.and_then(|job| row_name(desk, Key::new(Entity::WorkOrder, job.0)));
    Line {
        thing: entry.edit.as_ref().map_or_else(|| t("edit.unknown").to_owned(), |edit| describe(desk, edit)),
        why: joined([title, None, Some(age(now, entry.mutation.occurred_at))]),
        reason: None,
        percent: None,
    }
}

/// The parts of a line that are there.
pub(super) fn joined(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
