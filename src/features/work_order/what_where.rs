//! For whom and where: how to get in first, then how to get there and whom to call.

use domain::Entity;
use domain::customer::{Customer, Site};
use leptos::prelude::*;

use super::open_order::use_open_order;
use crate::state::use_ports;
use crate::ui::{ButtonKind, Glyph, Icon, LinkButton};
use crate::words::t;

/// The section.
#[component]
pub(super) fn WhatAndWhere() -> impl IntoView {
    let order = use_open_order();
    let customer = Memo::new(move |_| {
        let id = order.with(|order| order.customer)?;
        Some((id, order.desk.get::<Customer>(Entity::Customer, id.0)?))
    });
    let site = Memo::new(move |_| order.desk.get::<Site>(Entity::Site, order.with(|order| order.site)?.0));
    view! {
        <section class="wo-section" id="what" aria-label=t("work_order.what_where")>
            <div class="card stack">
                <h2 class="wo-title" data-testid="order-title">{move || order.with(|order| order.title.clone())}</h2>
                {move || site.get().filter(|site| !site.access.is_empty()).map(|site| view! {
                    <p class="access-note" data-testid="access-note"><Icon glyph=Glyph::Door/> {site.access}</p>
                })}
                {move || customer.get().map(|(id, customer)| view! {
                    <a class="wo-customer" href=format!("/customers/{id}")>{customer.name}</a>
                })}
                {move || site.get().map(|site| view! { <p class="wo-address">{site.one_line()}</p> })}
                <div class="grid-2">
                    {move || customer.get().map(|(_, customer)| call(&customer))}
                    {move || site.get().map(|site| directions(&site))}
                </div>
                {move || {
                    let text = order.with(|order| order.description.clone());
                    (!text.is_empty()).then(|| view! { <p class="prose" data-testid="order-description">{text}</p> })
                }}
            </div>
        </section>
    }
    .into_any()
}

/// A button that dials.
fn call(customer: &Customer) -> Option<AnyView> {
    let number: String = customer.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (!number.is_empty()).then(|| {
        view! {
            <LinkButton
                label=t("work_order.call")
                href=format!("tel:{number}")
                kind=ButtonKind::Secondary
                icon=Glyph::Phone
                attr:data-testid="call"
            />
        }
        .into_any()
    })
}

/// A button that opens the phone's maps at the address.
fn directions(site: &Site) -> AnyView {
    view! {
        <LinkButton
            label=t("work_order.directions")
            href=use_ports().phone.directions_to(&site.one_line())
            kind=ButtonKind::Secondary
            icon=Glyph::Directions
            outside=true
            attr:data-testid="directions"
        />
    }
    .into_any()
}
