//! The install coach: what to do on this phone to have the app on the home screen.

use leptos::prelude::*;

use super::install_steps::InstallSteps;
use crate::features::frame::Frame;
use crate::words::t;

/// The coach.
#[component]
pub fn InstallPage() -> impl IntoView {
    view! {
        <Frame title=t("install.title") back="/more">
            <div class="coach">
                <div class="coach-card card"><InstallSteps/></div>
            </div>
        </Frame>
    }
}
