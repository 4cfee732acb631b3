//! The camera over the whole screen, and everything to touch in its lower third.

use domain::ids::{ItemId, WorkOrderId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::blocked::Blocked;
use super::camera_view::{Camera, CameraPicture, Zone};
use super::controls::Controls;
use super::found_sheet::FoundSheet;
use super::reading::Reading;
use super::recent_chips::RecentChips;
use super::session::Session;
use super::typed_entry::TypedEntry;
use super::wedge;
use crate::features::my_jobs;
use crate::state::use_order_lines;
use crate::ui::{Glyph, IconLink};
use crate::words::{t, t_with};

/// The page at `/scan`. `?job=` is the job that parts are for, `?item=` raises an item at once.
#[component]
pub fn ScanPage() -> impl IntoView {
    let (query, orders) = (use_query_map(), use_order_lines());
    let job = Memo::new(move |_| query.with(|it| it.get_str("job").and_then(|id| id.parse().ok())).map(WorkOrderId));
    let session = Session::new(job);
    let (camera, tries, typing) = (RwSignal::new(Camera::Opening), RwSignal::new(0), RwSignal::new(false));
    wedge::listen(Callback::new(move |code: String| session.read(Reading::typed(&code))));
    if let Some(item) = query.with_untracked(|it| it.get_str("item").and_then(|id| id.parse().ok())) {
        session.show(ItemId(item));
    }
    let back = move || job.get().map_or_else(|| "/today".to_owned(), |job| format!("/jobs/{job}"));
    let hint = move || match job.get().and_then(|id| orders.with(|lines| my_jobs::name_of(&lines.0, id))) {
        Some(name) => t_with("scan.for_job", &[("job", &name)]),
        None => t("scan.hint").to_owned(),
    };
    view! {
        <main id="main" class="scan" tabindex="-1">
            <h1 class="visually-hidden">{t("scan.title")}</h1>
            <CameraPicture camera tries session/>
            <div class="scan-top">
                <IconLink glyph=Glyph::Close label=t("scan.leave") href=Signal::derive(back) attr:data-testid="scan-leave"/>
                <span class="scan-hint">{hint}</span>
            </div>
            <Zone camera session/>
            <Blocked camera tries/>
            <div class="scan-bottom">
                <RecentChips session/>
                <Controls camera typing session/>
            </div>
            <FoundSheet session/>
            <TypedEntry open=typing session/>
        </main>
    }
    .into_any()
}
