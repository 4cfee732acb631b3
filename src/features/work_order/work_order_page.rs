//! The page of one work order, its sections in the order of the day.

use domain::Entity;
use domain::ids::WorkOrderId;
use domain::permission::Act;
use domain::status::Status;
use domain::work_order::WorkOrder;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::clashes::Clashes;
use super::facts::Facts;
use super::head::Head;
use super::history::History;
use super::next_step::NextStep;
use super::notes::Notes;
use super::open_order::{OpenOrder, number_words};
use super::parts::Parts;
use super::time::Time;
use super::what_where::WhatAndWhere;
use crate::features::checklists::ChecklistsSection;
use crate::features::frame::Frame;
use crate::features::jobs::{JobsPane, list_href, use_wide};
use crate::features::photos::PhotosSection;
use crate::state::use_desk;
use crate::ui::{Drawing, EmptyState, LinkButton, SkeletonRows};
use crate::words::t;

/// One work order. A technician opens it in the basement: nothing here waits for the network.
#[component]
pub fn WorkOrderPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let id = params.with(|p| p.get_str("id").and_then(|id| id.parse::<Uuid>().ok()));
        WorkOrderId(id.unwrap_or_default())
    });
    let title = Memo::new(move |_| {
        let order = desk.get::<WorkOrder>(Entity::WorkOrder, id.get().0);
        order.map_or_else(|| t("work_order.title").to_owned(), |order| number_words(&order))
    });
    let wide = use_wide();
    let list = move || {
        view! {
            <section class="split-list scroller" aria-label=t("jobs.title")>
                <JobsPane current=Signal::derive(move || Some(id.get()))/>
            </section>
        }
    };
    view! {
        <Frame title back=list_href()>
            <div class="split">
                {move || wide.get().then(list)}
                <section class="split-detail scroller">
                    {move || view! { <Opened id=id.get()/> }}
                </section>
            </div>
        </Frame>
    }
}

/// The work order with one identifier.
#[component]
fn Opened(id: WorkOrderId) -> impl IntoView {
    let desk = use_desk();
    let order = OpenOrder::new(id);
    provide_context(order);
    let here = Memo::new(move |_| order.is_here());
    move || match (here.get(), desk.is_ready()) {
        (true, _) => view! { <Sections order/> }.into_any(),
        (false, false) => view! { <SkeletonRows count=6/> }.into_any(),
        (false, true) => view! {
            <EmptyState drawing=Drawing::Unplugged text=t("work_order.gone")>
                <LinkButton label=t("work_order.to_jobs") href="/jobs"/>
            </EmptyState>
        }
        .into_any(),
    }
}

#[component]
fn Sections(order: OpenOrder) -> impl IntoView {
    view! {
        <Head/>
        <Clashes/>
        <WhatAndWhere/>
        <Facts/>
        <ChecklistsSection job=order.id may_start=order.allows(Act::Create(Entity::Checklist)) may_answer=order.allows(Act::Checklist)/>
        <PhotosSection
            job=order.id
            may_add=order.allows(Act::Create(Entity::Photo))
            wanted=Memo::new(move |_| order.with(|order| order.status < Status::OfficeReview))
        />
        <Notes/>
        <Parts/>
        <Time/>
        <History/>
        <NextStep/>
    }
    .into_any()
}
