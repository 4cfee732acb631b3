//! The next job: when, for whom, where, how to get in, whom to call.

use std::sync::Arc;

use domain::Entity;
use domain::customer::Site;
use leptos::prelude::*;

use super::late::{late, late_words};
use crate::features::jobs::{StatusChip, window_words};
use crate::state::{OrderLine, PortsHandle, use_desk};
use crate::ui::{Chip, Glyph, Icon, LinkButton, Tone};
use crate::words::t;

/// The card.
#[component]
pub(super) fn NextJob(
    /// Which job.
    line: Arc<OrderLine>,
    /// The present moment.
    #[prop(into)]
    now: Signal<i64>,
) -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let (id, site) = (line.id, line.site_id);
    let site = Memo::new(move |_| desk.get::<Site>(Entity::Site, site?.0));
    let when = line.window.map(|window| ports.0.with_value(|ports| window_words(&*ports.phone, window)));
    let held_up = {
        let line = line.clone();
        move || {
            late(&line, now.get())
                .map(|late| view! { <Chip label=late_words(late) tone=Tone::Attention icon=Glyph::Time/> })
        }
    };
    let access = move || site.get().map(|site| site.access).filter(|text| !text.trim().is_empty());
    let number = line.phone.trim();
    let call = (!number.is_empty()).then(|| {
        view! { <LinkButton label=t("today.call") icon=Glyph::Phone href=format!("tel:{number}") attr:data-testid="call"/> }
    });
    let way = move || {
        site.get().map(|site| {
            view! {
                <LinkButton
                    label=t("today.directions") icon=Glyph::Directions outside=true
                    href=ports.0.with_value(|ports| ports.phone.directions_to(&site.one_line())) attr:data-testid="directions"
                />
            }
        })
    };
    view! {
        <article class="card today-next" data-testid="next-job">
            <a class="today-visit" href=format!("/jobs/{id}")>
                <span class="today-when">{when.unwrap_or_else(|| t("today.any_time").to_owned())}</span>
                <StatusChip status=line.status/>
                <span class="today-who">{line.customer.clone()}</span>
                <span class="today-where">{address(&line)}</span>
                <span class="today-what">{line.title.clone()}</span>
            </a>
            {held_up}
            {move || access().map(|text| view! { <p class="access-note"><Icon glyph=Glyph::Door/> <span>{text}</span></p> })}
            <div class="grid-2">{call}{way}</div>
        </article>
    }
    .into_any()
}

/// "14 Sea St, Quincy"
fn address(line: &OrderLine) -> String {
    let parts = [line.street.as_str(), line.town.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
