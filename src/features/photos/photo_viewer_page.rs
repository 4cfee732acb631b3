//! The page that shows one photo full screen, with its neighbours a swipe away.

use domain::ids::{PhotoId, WorkOrderId};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::photo_list::follow;
use super::viewer::Viewer;
use crate::features::frame::Frame;
use crate::state::use_desk;
use crate::ui::{Drawing, EmptyState, LinkButton};
use crate::words::t;

/// Photos of a work order, full screen.
#[component]
pub fn PhotoViewerPage() -> impl IntoView {
    let params = use_params_map();
    let id = |name: &'static str| {
        params.with_untracked(|p| p.get_str(name).and_then(|id| id.parse::<Uuid>().ok())).unwrap_or_default()
    };
    let (job, first) = (WorkOrderId(id("id")), PhotoId(id("photo")));
    let desk = use_desk();
    let photos = follow(desk, job);
    let any = Memo::new(move |_| !photos.with(Vec::is_empty));
    move || match (any.get(), desk.is_ready()) {
        (true, _) => view! { <Viewer job photos first/> }.into_any(),
        (false, false) => ().into_any(),
        (false, true) => view! { <Gone job/> }.into_any(),
    }
}

#[component]
fn Gone(job: WorkOrderId) -> impl IntoView {
    let href = format!("/jobs/{job}");
    view! {
        <Frame title=t("photos.title") back=href.clone()>
            <EmptyState drawing=Drawing::Camera text=t("photos.gone")>
                <LinkButton label=t("photos.to_job") href/>
            </EmptyState>
        </Frame>
    }
    .into_any()
}
