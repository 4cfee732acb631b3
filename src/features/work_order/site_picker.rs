//! Where: one of the customer's addresses, or a new one entered here.

use domain::Entity;
use domain::customer::Site;
use leptos::prelude::*;
use uuid::Uuid;

use super::order_fields::NEW;
use crate::features::customers::SiteFields;
use crate::features::form::Form;
use crate::features::saving::Saving;
use crate::state::use_desk;
use crate::ui::{Choice, SelectField};
use crate::words::t;

/// The picker. It fills `site`; nothing is shown before there is a customer.
#[component]
pub(super) fn SitePicker(form: Form, saving: Saving) -> impl IntoView {
    let desk = use_desk();
    let (customer, site) = (form.field("customer"), form.field("site"));
    let known = Memo::new(move |_| {
        let Some(customer) = customer.with(|id| id.parse::<Uuid>().ok()) else { return Vec::new() };
        let rows = desk.children(customer, Entity::Site);
        let mut sites: Vec<(String, String)> =
            rows.iter().filter_map(|row| Some((row.id.to_string(), row.read::<Site>()?.one_line()))).collect();
        sites.sort_by(|a, b| a.1.cmp(&b.1));
        sites
    });
    // With one address there is nothing to choose.
    Effect::new(move |_| {
        let known = known.get();
        if let [(only, _)] = known.as_slice()
            && site.with_untracked(String::is_empty)
        {
            site.set(only.clone());
        }
    });
    let choices = Memo::new(move |_| {
        let known = known.get().into_iter().map(|(id, address)| Choice::new(id, address));
        let ends = [Choice::new(NEW, t("order_form.new_site"))];
        std::iter::once(Choice::new("", t("order_form.no_site"))).chain(known).chain(ends).collect::<Vec<_>>()
    });
    let picked = Memo::new(move |_| customer.with(|customer| !customer.is_empty()));
    let new = Memo::new(move |_| site.with(|site| site == NEW));
    move || {
        picked.get().then(|| {
            view! {
                {move || customer.with(|id| id != NEW).then(|| view! {
                    <SelectField label=t("field.site") value=site choices name="site"/>
                })}
                {move || new.get().then(|| view! { <SiteFields form saving/> })}
            }
        })
    }
}
