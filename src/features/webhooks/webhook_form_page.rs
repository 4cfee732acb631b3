//! The page on which an admin adds a webhook: the form, and after it the secret, once.

use leptos::prelude::*;
use protocol::owner::MadeWebhook;

use super::webhook_form::WebhookForm;
use crate::features::frame::Frame;
use crate::features::programs::ShownOnce;
use crate::state::permission::is_admin;
use crate::state::use_desk;
use crate::ui::{Drawing, EmptyState};
use crate::words::t;

/// The page.
#[component]
pub fn WebhookFormPage() -> impl IntoView {
    let desk = use_desk();
    let admin = Memo::new(move |_| is_admin(desk));
    let made = RwSignal::new(None::<MadeWebhook>);
    view! {
        <Frame title=t("webhooks.new") back="/settings/webhooks">
            {move || match (admin.get(), made.get()) {
                (false, _) => view! { <EmptyState drawing=Drawing::Unplugged text=t("settings.admins_only")/> }.into_any(),
                (true, None) => view! { <WebhookForm made/> }.into_any(),
                (true, Some(made)) => view! {
                    <ShownOnce
                        title=t("webhooks.made_title") secret=made.secret text=t("webhooks.made_text")
                        done="/settings/webhooks"
                    />
                }
                .into_any(),
            }}
        </Frame>
    }
}
