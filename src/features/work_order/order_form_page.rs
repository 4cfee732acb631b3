//! The page on which a work order is entered or changed.

use domain::ids::WorkOrderId;
use domain::{Entity, Key};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::order_form::OrderForm;
use crate::features::frame::Frame;
use crate::features::jobs::list_href;
use crate::state::use_desk;
use crate::ui::SkeletonRows;
use crate::words::t;

/// A new work order, or one that is there.
#[component]
pub fn OrderFormPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let id = params.with_untracked(|p| p.get_str("id").and_then(|id| id.parse::<Uuid>().ok())).map(WorkOrderId);
    // The form is filled once, from what is there when it opens: later news never overwrite what somebody types.
    let here = Memo::new(move |_| match id {
        Some(id) => desk.row(Key::new(Entity::WorkOrder, id.0)).is_some(),
        None => desk.is_ready(),
    });
    let (title, back) = match id {
        Some(id) => (t("order_form.edit"), format!("/jobs/{id}")),
        None => (t("jobs.new"), list_href()),
    };
    view! {
        <Frame title back=back>
            {move || if here.get() {
                view! { <OrderForm id/> }.into_any()
            } else {
                view! { <SkeletonRows count=6/> }.into_any()
            }}
        </Frame>
    }
}
