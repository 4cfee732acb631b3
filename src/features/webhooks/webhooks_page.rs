//! The page about webhooks.

use leptos::prelude::*;

use super::webhook_list::WebhookList;
use crate::features::frame::Frame;
use crate::state::permission::is_admin;
use crate::state::use_desk;
use crate::ui::{ButtonKind, Drawing, EmptyState, FormActions, Glyph, LinkButton};
use crate::words::t;

/// What they are for, the list, and the way to a new one.
#[component]
pub fn WebhooksPage() -> impl IntoView {
    let desk = use_desk();
    let admin = Memo::new(move |_| is_admin(desk));
    view! {
        <Frame title=t("webhooks.title") back="/settings">
            {move || match admin.get() {
                false => view! { <EmptyState drawing=Drawing::Unplugged text=t("settings.admins_only")/> }.into_any(),
                true => view! {
                    <p>{t("webhooks.what")}</p>
                    <WebhookList/>
                    <FormActions>
                        <LinkButton
                            label=t("webhooks.new") href="/settings/webhooks/new" kind=ButtonKind::Primary icon=Glyph::Link
                            block=true attr:data-testid="webhook-new"
                        />
                    </FormActions>
                }
                .into_any(),
            }}
        </Frame>
    }
}
