//! The page with the list.

use leptos::prelude::*;

use super::address;
use super::jobs_pane::JobsPane;
use super::place::use_place;
use crate::features::frame::Frame;
use crate::ui::{Glyph, Icon};
use crate::words::t;

/// All work orders on this phone.
#[component]
pub fn JobsPage() -> impl IntoView {
    address::follow(use_place());
    view! {
        <Frame title=t("jobs.title")>
            <JobsPane/>
            <a class="fab" href="/jobs/new" data-testid="job-new">
                <Icon glyph=Glyph::Add/>
                {t("jobs.new")}
            </a>
        </Frame>
    }
}
