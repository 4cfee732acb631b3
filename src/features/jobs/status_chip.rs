//! A status as a chip: a word, a drawing, a colour, in this order of weight.

use domain::status::Status;
use leptos::prelude::*;

use crate::ui::{Chip, Glyph, Tone};
use crate::words::t_value;

/// The chip.
#[component]
pub fn StatusChip(
    /// Where the work order stands.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    view! {
        <Chip
            label=Signal::derive(move || t_value("status", &status.get()))
            tone=Signal::derive(move || tone(status.get()))
            icon=Signal::derive(move || glyph(status.get()))
        />
    }
    .into_any()
}

/// Green for what is under way, amber for what is held up, grey for what is out of the field's hands.
const fn tone(status: Status) -> Tone {
    match status {
        Status::Draft | Status::Scheduled | Status::Dispatched => Tone::Neutral,
        Status::Travelling | Status::OnSite => Tone::Ok,
        Status::Paused | Status::Waiting => Tone::Attention,
        Status::WorkComplete | Status::OfficeReview | Status::Closed | Status::Cancelled => Tone::Waiting,
    }
}

/// The drawing of a status, also used for the step that leads to it.
pub const fn glyph(status: Status) -> Glyph {
    match status {
        Status::Draft => Glyph::Edit,
        Status::Scheduled => Glyph::Calendar,
        Status::Dispatched => Glyph::Send,
        Status::Travelling => Glyph::Truck,
        Status::OnSite => Glyph::Wrench,
        Status::Paused => Glyph::Pause,
        Status::Waiting => Glyph::Hourglass,
        Status::WorkComplete => Glyph::CheckCircle,
        Status::OfficeReview => Glyph::Building,
        Status::Closed => Glyph::CheckDouble,
        Status::Cancelled => Glyph::Close,
    }
}
