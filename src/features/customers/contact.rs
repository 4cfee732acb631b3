//! How to reach a customer.

use domain::customer::Customer;
use leptos::prelude::*;

use crate::ui::{Chip, Glyph, LinkButton, Tone};
use crate::words::t;

/// Phone, e-mail, notes.
#[component]
pub(super) fn Contact(customer: Memo<Option<Customer>>) -> impl IntoView {
    let card = |customer: Customer| {
        let number: String = customer.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let call = (!number.is_empty()).then(|| view! {
            <LinkButton label=customer.phone.clone() href=format!("tel:{number}") icon=Glyph::Phone attr:data-testid="call"/>
        });
        let mail = (!customer.email.is_empty()).then(|| {
            view! {
                <LinkButton label=customer.email.clone() href=format!("mailto:{}", customer.email) icon=Glyph::Mail/>
            }
        });
        let kind = (!customer.kind.is_empty()).then(|| view! { <p class="quiet">{customer.kind.clone()}</p> });
        let inactive = customer.inactive.then(|| view! { <Chip label=t("customers.inactive") tone=Tone::Waiting/> });
        let notes = (!customer.notes.is_empty()).then(|| view! { <p class="prose">{customer.notes.clone()}</p> });
        view! { <div class="card stack">{kind}{inactive}<div class="grid-2">{call}{mail}</div>{notes}</div> }.into_any()
    };
    move || customer.get().map(card)
}
