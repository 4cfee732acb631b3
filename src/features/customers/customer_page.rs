//! One customer: how to reach them, where they are, what was done for them.

use domain::customer::Customer;
use domain::ids::CustomerId;
use domain::permission::Act;
use domain::{Entity, Key};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::contact::Contact;
use super::customer_jobs::CustomerJobs;
use super::sites::Sites;
use crate::features::frame::Frame;
use crate::features::sync_mark::SyncMark;
use crate::state::permission::may;
use crate::state::use_desk;
use crate::ui::{ButtonKind, Drawing, EmptyState, Glyph, LinkButton, SkeletonRows};
use crate::words::t;

/// One customer.
#[component]
pub fn CustomerPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get_str("id").and_then(|id| id.parse::<Uuid>().ok())));
    move || view! { <Opened id=CustomerId(id.get().unwrap_or_default())/> }
}

#[component]
fn Opened(id: CustomerId) -> impl IntoView {
    let desk = use_desk();
    let customer = Memo::new(move |_| desk.get::<Customer>(Entity::Customer, id.0));
    let here = Memo::new(move |_| customer.with(Option::is_some));
    let title =
        move || customer.with(|c| c.as_ref().map(|c| c.name.clone())).unwrap_or_else(|| t("customers.one").to_owned());
    view! {
        <Frame title=Signal::derive(title) back="/customers".to_owned()>
            {move || match (here.get(), desk.is_ready()) {
                (true, _) => view! { <Sections id customer/> }.into_any(),
                (false, false) => view! { <SkeletonRows count=5/> }.into_any(),
                (false, true) => view! {
                    <EmptyState drawing=Drawing::Unplugged text=t("customers.gone")>
                        <LinkButton label=t("customers.to_list") href="/customers"/>
                    </EmptyState>
                }
                .into_any(),
            }}
        </Frame>
    }
    .into_any()
}

#[component]
fn Sections(id: CustomerId, customer: Memo<Option<Customer>>) -> impl IntoView {
    let desk = use_desk();
    let may_edit = move || may(desk, Act::Set(Entity::Customer, "name"));
    view! {
        <SyncMark of=Key::new(Entity::Customer, id.0)/>
        <Contact customer/>
        {move || may_edit().then(|| view! {
            <div class="grid-2">
                <LinkButton label=t("work_order.edit") href=format!("/customers/{id}/edit") icon=Glyph::Edit attr:data-testid="customer-edit"/>
                <LinkButton
                    label=t("jobs.new")
                    href=format!("/jobs/new?customer={id}")
                    kind=ButtonKind::Secondary
                    icon=Glyph::Add
                    attr:data-testid="customer-new-job"
                />
            </div>
        })}
        <Sites customer=id/>
        <CustomerJobs customer=id/>
    }
    .into_any()
}
