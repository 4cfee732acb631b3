//! The page about backups.

use leptos::prelude::*;

use super::standing::Standing;
use crate::features::frame::Frame;
use crate::state::permission::is_admin;
use crate::state::use_desk;
use crate::ui::{Drawing, EmptyState};
use crate::words::t;

/// How they stand, for admins.
#[component]
pub fn BackupsPage() -> impl IntoView {
    let desk = use_desk();
    let admin = Memo::new(move |_| is_admin(desk));
    view! {
        <Frame title=t("backups.title") back="/settings">
            {move || match admin.get() {
                true => view! { <Standing/> }.into_any(),
                false => view! { <EmptyState drawing=Drawing::Unplugged text=t("settings.admins_only")/> }.into_any(),
            }}
        </Frame>
    }
}
