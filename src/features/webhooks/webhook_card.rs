//! One webhook: where it goes, what it is told of, whether that arrives.

use leptos::prelude::*;
use protocol::owner::WebhookInfo;
use uuid::Uuid;

use super::event_names::event_name;
use crate::features::sync_center::{age, use_clock};
use crate::ui::{Button, ButtonKind, Glyph, Icon, Tone};
use crate::words::{t, t_with};

/// The card, with what can be done.
#[component]
pub(super) fn WebhookCard(
    /// It.
    webhook: WebhookInfo,
    /// Goes on where it stopped.
    on_resume: Callback<Uuid>,
    /// Asks whether to take it away.
    on_remove: Callback<Uuid>,
) -> impl IntoView {
    let now = use_clock();
    let (id, is_failing) = (webhook.id, webhook.failing_since.is_some() || webhook.disabled_at.is_some());
    // Resuming keeps the reason until something has arrived.
    let is_retried = webhook.failure.is_some() && !is_failing;
    let events = webhook.events.iter().map(|event| event_name(event)).collect::<Vec<_>>().join(", ");
    let (tone, glyph) = match (webhook.disabled_at, webhook.failing_since) {
        (Some(_), _) => (Tone::Trouble, Glyph::Problem),
        (None, Some(_)) => (Tone::Attention, Glyph::Alert),
        (None, None) if is_retried => (Tone::Waiting, Glyph::Hourglass),
        (None, None) => (Tone::Ok, Glyph::CheckCircle),
    };
    let why = webhook.failure.clone().filter(|_| is_failing);
    let (url, delivered_at) = (webhook.url.clone(), webhook.delivered_at);
    let state = move || {
        let at = |at| age(now.get(), at);
        match (webhook.disabled_at, webhook.failing_since, delivered_at) {
            (Some(since), ..) => t_with("webhooks.given_up", &[("age", &at(since))]),
            (None, Some(since), _) => t_with("webhooks.failing", &[("age", &at(since))]),
            (None, None, _) if is_retried => t("webhooks.retried").to_owned(),
            (None, None, Some(last)) => t_with("webhooks.delivered", &[("age", &at(last))]),
            (None, None, None) => t("webhooks.waiting").to_owned(),
        }
    };
    let last = move || {
        let at = delivered_at.filter(|_| is_failing)?;
        Some(view! { <p class="quiet small">{t_with("webhooks.last", &[("age", &age(now.get(), at))])}</p> })
    };
    let resume_label = t_with("webhooks.resume_of", &[("address", &url)]);
    let remove_label = t_with("webhooks.remove_of", &[("address", &url)]);
    view! {
        <div class="card stack" data-tone=tone.name() data-testid="webhook-card">
            <p class="strong address">{url}</p>
            <p class="quiet">{events}</p>
            <p class="note-line"><Icon glyph/><span>{state}</span></p>
            {why.map(|why| view! { <p class="quiet small address">{t_with("webhooks.why", &[("why", &why)])}</p> })}
            {last}
            <div class="grid-2">
                {is_failing.then(|| view! {
                    <Button
                        label=t("webhooks.resume") icon=Glyph::Retry on_press=move |()| on_resume.run(id)
                        attr:aria-label=resume_label attr:data-testid="webhook-resume"
                    />
                })}
                <Button
                    label=t("webhooks.remove") kind=ButtonKind::Ghost icon=Glyph::Trash on_press=move |()| on_remove.run(id)
                    attr:aria-label=remove_label attr:data-testid="webhook-remove"
                />
            </div>
        </div>
    }
    .into_any()
}
