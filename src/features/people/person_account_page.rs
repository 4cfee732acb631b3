//! Somebody's account, for admins: how it stands, what can be done about it, where they are signed in, what happened.

use domain::Entity;
use domain::ids::UserId;
use domain::people::User;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::person_account::PersonAccount;
use crate::features::frame::Frame;
use crate::state::permission::is_admin;
use crate::state::use_desk;
use crate::ui::{Drawing, EmptyState};
use crate::words::t;

/// The page.
#[component]
pub fn PersonAccountPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get_str("id").and_then(|id| id.parse::<Uuid>().ok())));
    let admin = Memo::new(move |_| is_admin(desk));
    let name = move || {
        let user = id.get().and_then(|id| desk.get::<User>(Entity::User, id));
        user.map(|user| user.name).unwrap_or_else(|| t("people.change").to_owned())
    };
    view! {
        <Frame title=Signal::derive(name) back="/people">
            {move || match (admin.get(), id.get()) {
                (true, Some(id)) => view! { <PersonAccount user=UserId(id)/> }.into_any(),
                _ => view! { <EmptyState drawing=Drawing::Unplugged text=t("accounts.admins_only")/> }.into_any(),
            }}
        </Frame>
    }
}
