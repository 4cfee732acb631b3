//! The page.

use leptos::prelude::*;

use super::parcel_input::ParcelInput;
use super::phone_list::PhoneList;
use super::refused_work::RefusedWork;
use crate::features::frame::Frame;
use crate::features::sync_center::use_clock;
use crate::state::use_desk;
use crate::ui::{Drawing, EmptyState};
use crate::words::t;

/// Phones, refused work, and the way for a parcel; the office only.
#[component]
pub fn PhonesPage() -> impl IntoView {
    let desk = use_desk();
    let now = use_clock();
    let office = Memo::new(move |_| desk.actor().role.is_office());
    view! {
        <Frame title=t("phones.title") back="/more">
            {move || match office.get() {
                true => view! { <PhoneList now/><RefusedWork now/><ParcelInput/> }.into_any(),
                false => view! { <EmptyState drawing=Drawing::Unplugged text=t("phones.office_only")/> }.into_any(),
            }}
        </Frame>
    }
}
