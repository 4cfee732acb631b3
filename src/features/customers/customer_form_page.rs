//! The page on which a customer is entered or corrected.

use domain::{Entity, Key};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::customer_form::CustomerForm;
use crate::features::frame::Frame;
use crate::state::use_desk;
use crate::ui::SkeletonRows;
use crate::words::t;

/// A new customer, or one that is there.
#[component]
pub fn CustomerFormPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let id = params.with_untracked(|p| p.get_str("id").and_then(|id| id.parse::<Uuid>().ok()));
    let here = Memo::new(move |_| id.is_none_or(|id| desk.row(Key::new(Entity::Customer, id)).is_some()));
    let (title, back) = match id {
        Some(id) => (t("customers.edit"), format!("/customers/{id}")),
        None => (t("customers.new"), "/customers".to_owned()),
    };
    view! {
        <Frame title back=back>
            {move || if here.get() {
                view! { <CustomerForm id/> }.into_any()
            } else {
                view! { <SkeletonRows count=5/> }.into_any()
            }}
        </Frame>
    }
}
