//! One line of the sync centre.

use leptos::prelude::*;

use super::queue::Line;
use crate::ui::{Glyph, Icon, ProgressBar, Tone};
use crate::words::t;

/// An edit or a photo: what, for which job, why it waits, how far it has come; `actions` at the end.
pub(super) fn line_view(line: Line, tone: Tone, glyph: Glyph, test: &'static str, actions: Option<AnyView>) -> AnyView {
    let Line { thing, why, reason, percent } = line;
    view! {
        <div class="sync-item" data-tone=tone.name() data-testid=test>
            <Icon glyph/>
            <div class="grow">
                <p class="sync-thing">{thing}</p>
                <p class="sync-why">{why}</p>
                {reason.map(|reason| view! { <p class="sync-reason">{reason}</p> })}
                {percent.map(|percent| view! { <ProgressBar label=t("sync.sending") percent=Some(percent)/> })}
            </div>
            {actions}
        </div>
    }
    .into_any()
}
