//! The page on which an admin makes a key: the form, and after it the key, once.

use leptos::prelude::*;
use protocol::owner::MadeApiToken;

use super::key_form::KeyForm;
use super::key_made::ShownOnce;
use crate::features::frame::Frame;
use crate::state::permission::is_admin;
use crate::state::use_desk;
use crate::ui::{Drawing, EmptyState};
use crate::words::{t, t_with};

/// The page.
#[component]
pub fn KeyFormPage() -> impl IntoView {
    let desk = use_desk();
    let admin = Memo::new(move |_| is_admin(desk));
    let made = RwSignal::new(None::<MadeApiToken>);
    view! {
        <Frame title=t("programs.new") back="/settings/programs">
            {move || match (admin.get(), made.get()) {
                (false, _) => view! { <EmptyState drawing=Drawing::Unplugged text=t("settings.admins_only")/> }.into_any(),
                (true, None) => view! { <KeyForm made/> }.into_any(),
                (true, Some(made)) => view! {
                    <ShownOnce
                        title=t_with("programs.made_title", &[("name", &made.info.name)]) secret=made.token
                        text=t("programs.made_text") done="/settings/programs"
                    />
                }
                .into_any(),
            }}
        </Frame>
    }
}
