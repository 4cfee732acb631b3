//! The page on which an admin makes an account. The one form that needs a signal: the code comes from the server.

use leptos::prelude::*;

use super::invite_form::InviteForm;
use super::invited::Invited;
use crate::features::frame::Frame;
use crate::state::permission::is_admin;
use crate::state::use_desk;
use crate::ui::{Drawing, EmptyState};
use crate::words::t;

/// The form, and after it the code to hand over.
#[component]
pub fn InvitePage() -> impl IntoView {
    let desk = use_desk();
    let admin = Memo::new(move |_| is_admin(desk));
    let made = RwSignal::new(None::<Invited>);
    view! {
        <Frame title=t("invite.title") back="/people">
            {move || match (admin.get(), made.get()) {
                (false, _) => view! { <EmptyState drawing=Drawing::Unplugged text=t("invite.admins_only")/> }.into_any(),
                (true, None) => view! { <InviteForm made/> }.into_any(),
                (true, Some(invited)) => invited.view(made),
            }}
        </Frame>
    }
}
