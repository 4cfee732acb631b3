//! What a step is called on the button that takes it: a deed, where the status is a state.

use domain::status::{ALL, Status};

use crate::words::{t, t_value, t_with};

/// "Start travel", "Pause"; the way back to a status that lies behind says so: "Back to dispatched".
pub(super) fn step_words(from: Status, to: Status) -> String {
    let place = |status: Status| ALL.iter().position(|one| *one == status);
    let early = matches!(
        to,
        Status::Draft | Status::Scheduled | Status::Dispatched | Status::WorkComplete | Status::OfficeReview
    );
    if early && place(to) < place(from) {
        return t_with("step.back", &[("status", &t_value("status", &to).to_lowercase())]);
    }
    t(match to {
        Status::Draft => "step.draft",
        Status::Scheduled => "step.scheduled",
        Status::Dispatched => "step.dispatched",
        Status::Travelling => "step.travelling",
        Status::OnSite => "step.on_site",
        Status::Paused => "step.paused",
        Status::Waiting => "step.waiting",
        Status::WorkComplete => "step.work_complete",
        Status::OfficeReview => "step.office_review",
        Status::Closed => "step.closed",
        Status::Cancelled => "step.cancelled",
    })
    .to_owned()
}
