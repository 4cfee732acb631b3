//! What a step is called on the button that takes it: a deed, where the status is a state.

use domain::status::Status;

use crate::words::t;

/// "Start travel", "Arrived on site".
pub fn step_words(to: Status) -> &'static str {
    match to {
        Status::Draft => t("step.draft"),
        Status::Scheduled => t("step.scheduled"),
        Status::Dispatched => t("step.dispatched"),
        Status::Travelling => t("step.travelling"),
        Status::OnSite => t("step.on_site"),
        Status::Paused => t("step.paused"),
        Status::Waiting => t("step.waiting"),
        Status::WorkComplete => t("step.work_complete"),
        Status::OfficeReview => t("step.office_review"),
        Status::Closed => t("step.closed"),
        Status::Cancelled => t("step.cancelled"),
    }
}
