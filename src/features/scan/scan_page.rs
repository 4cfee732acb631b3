//! The camera over the whole screen, and everything to touch in its lower third.

use domain::ids::{ItemId, WorkOrderId};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::basket::Basket;
use super::basket_sheet::BasketSheet;
use super::blocked::Blocked;
use super::camera_view::{Camera, CameraPicture, Zone};
use super::controls::Controls;
use super::found_sheet::FoundSheet;
use super::kept::KeptBasket;
use super::purpose::Purpose;
use super::purpose_field::PurposeField;
use super::recent_chips::RecentChips;
use super::scanned_list::ScannedList;
use super::session::Session;
use super::sound_switch::SoundSwitch;
use super::typed_entry::TypedEntry;
use super::wedge;
use super::zoom_slider::ZoomSlider;
use crate::features::my_jobs;
use crate::state::use_order_lines;
use crate::ui::{Glyph, IconLink};
use crate::words::{t, t_with};

/// The page at `/scan`. `?job=` is the job that parts are for, `?for=` what scanning is for, `?item=` raises an item at
/// once.
#[component]
pub fn ScanPage() -> impl IntoView {
    let (query, orders) = (use_query_map(), use_order_lines());
    let asked = move |name: &str| query.with_untracked(|it| it.get(name));
    let job = asked("job").and_then(|id| id.parse().ok()).map(WorkOrderId);
    let purpose = asked("for").and_then(|name| Purpose::named(&name));
    // Whoever comes from a job wants its parts.
    let purpose = purpose.unwrap_or(if job.is_some() { Purpose::Use } else { Purpose::Find });
    let session = Session::new(KeptBasket::new(Basket { purpose, job, ..Basket::default() }));
    let (camera, tries, frozen) = (RwSignal::new(Camera::Opening), RwSignal::new(0), RwSignal::new(false));
    let (typing, reviewing) = (RwSignal::new(false), RwSignal::new(false));
    let covered = move || session.found.with(Option::is_some) || typing.get() || reviewing.get();
    wedge::listen(Callback::new(move |code: String| session.read_text(&code)));
    if let Some(item) = asked("item").and_then(|id| id.parse().ok()) {
        session.show(ItemId(item));
    }
    let back = job.map_or_else(|| "/today".to_owned(), |job| format!("/jobs/{job}"));
    let hint = move || {
        let job = session.basket.with(|basket| basket.job);
        match job.and_then(|id| orders.with(|lines| my_jobs::name_of(&lines.0, id))) {
            Some(name) => t_with("scan.for_job", &[("job", &name)]),
            None => t("scan.hint").to_owned(),
        }
    };
    view! {
        <main id="main" class="scan" tabindex="-1">
            <h1 class="visually-hidden">{t("scan.title")}</h1>
            <CameraPicture camera tries frozen covered session/>
            <div class="scan-top">
                <IconLink glyph=Glyph::Close label=t("scan.leave") href=back attr:data-testid="scan-leave"/>
                <span class="scan-hint">{hint}</span>
                <SoundSwitch/>
            </div>
            <Zone camera session/>
            <Blocked camera tries/>
            <div class="scan-bottom">
                <RecentChips session/>
                <ScannedList session reviewing/>
                <ZoomSlider camera/>
                <PurposeField session/>
                <Controls camera frozen typing session/>
            </div>
            <FoundSheet session/>
            <TypedEntry open=typing session/>
            <BasketSheet open=reviewing session/>
        </main>
    }
    .into_any()
}
