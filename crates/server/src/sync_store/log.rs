//! What the audit log says of a push: a line for every edit that was decided on, and one whenever a person may do more or
//! less than before. Never here: what was entered; that is in the rows.

use domain::ids::{CompanyId, DeviceId};
use domain::people::{Role, User};
use domain::{Entity, Row};
use protocol::sync::Verdict;
use sync::server::store::NewResult;

use crate::db::audit::Entry;

/// Where an edit comes from: a phone, not an address, because it was made long before it was sent.
pub(super) fn phone(device: DeviceId) -> String {
    format!("phone {device}")
}

/// The line of an edit that came from `phone`.
pub(super) fn edit<'a>(company: CompanyId, new: &NewResult, phone: &'a str) -> Entry<'a> {
    let (event, outcome) = match &new.result.verdict {
        Verdict::Applied { .. } => ("edit_accepted", "applied".to_owned()),
        Verdict::Merged { .. } => ("edit_accepted", "merged".to_owned()),
        Verdict::Rejected { rejection, .. } => ("edit_refused", rejection.to_string()),
        Verdict::Deferred { .. } => ("edit_refused", "deferred".to_owned()),
    };
    let kind = if new.kind.is_empty() { "of an unknown kind" } else { new.kind };
    let subject = new.subject.map_or_else(String::new, |key| format!(" {} {}", key.entity.name(), key.id));
    let detail = format!("{} {kind}{subject}: {outcome}", new.id);
    Entry { company, user: Some(new.user), address: phone, event, detail }
}

/// A line for everybody among `rows` who may do something else than `before`.
pub(super) fn permissions(company: CompanyId, before: &[Row], rows: &[Row]) -> Vec<Entry<'static>> {
    let people = rows.iter().filter(|row| row.entity == Entity::User);
    let changed = people.filter_map(|row| {
        let now = standing(Some(row));
        let then = standing(before.iter().find(|old| old.id == row.id));
        (now != then).then(|| Entry {
            company,
            user: Some(row.updated.by),
            address: "",
            event: "permission_changed",
            detail: format!("{}: {then} -> {now}", row.id),
        })
    });
    changed.collect()
}

/// What a person may do.
fn standing(row: Option<&Row>) -> &'static str {
    match row.filter(|row| !row.deleted).and_then(Row::read::<User>) {
        None => "nobody",
        Some(User { active: false, .. }) => "switched off",
        Some(User { role: Role::Admin, .. }) => "admin",
        Some(User { role: Role::Dispatcher, .. }) => "dispatcher",
        Some(User { role: Role::Technician, .. }) => "technician",
    }
}
