//! A code that nobody knows: link it to an item, make a new item, or park it and go on.

use domain::ids::ItemId;
use domain::permission::Act;
use domain::quantity::Quantity;
use domain::{Edit, Entity};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::facts_list::FactsList;
use super::reading::Reading;
use super::session::Session;
use crate::features::saving::use_saving;
use crate::features::stock::{LinkPicker, add_code, park, use_truck};
use crate::state::permission::may;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, Glyph, LinkButton, TextField};
use crate::words::t;

/// The three ways on.
#[component]
pub(super) fn UnknownCode(
    /// What was read.
    reading: Reading,
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let (desk, ports, saving, truck) = (use_desk(), expect_context::<PortsHandle>(), use_saving(), use_truck());
    let (linking, note) = (RwSignal::new(false), RwSignal::new(String::new()));
    let create = create_href(&reading, session);
    let (raw, facts) = (reading.raw.clone(), reading.facts.clone());
    let url = facts.url.clone();
    let reading = StoredValue::new(reading);
    let save = move |edit: Edit, said: &'static str, linked: Option<(ItemId, Quantity)>| {
        saving.tap(vec![edit], move || {
            saving.say(said);
            session.settled(linked);
        });
    };
    let link = Callback::new(move |(item, pack): (ItemId, Quantity)| {
        save(add_code(item, reading.with_value(Reading::key), pack), t("scan.linked"), Some((item, pack)));
    });
    let park_it = move |()| {
        let (id, note) = ports.0.with_value(|ports| (ports.phone.new_id(), ports.phone.clean(&note.get_untracked())));
        let Reading { raw, symbology, .. } = reading.get_value();
        save(park(id, raw, symbology, note, truck.get_untracked()), t("scan.parked"), None);
    };
    let ways = move || {
        let may_link = may(desk, Act::Codes);
        let may_create = may(desk, Act::Create(Entity::Item));
        view! {
            <p>{t("scan.unknown_what")}</p>
            {may_link.then(|| view! {
                <Button
                    label=t("scan.link") icon=Glyph::Link kind=ButtonKind::Primary block=true
                    on_press=move |()| linking.set(true) attr:data-testid="unknown-link"
                />
            })}
            {may_create.then(|| view! {
                <LinkButton
                    label=t("scan.create") icon=Glyph::PackageAdd block=true href=create.clone()
                    attr:data-testid="unknown-create"
                />
            })}
            <TextField label=t("scan.park_note") value=note maxlength=200 name="park-note"/>
            <Button label=t("scan.park") icon=Glyph::Archive block=true on_press=park_it attr:data-testid="unknown-park"/>
        }
        .into_any()
    };
    view! {
        <h2 class="any-word" data-testid="unknown-code">{raw}</h2>
        {url.map(|url| view! {
            <p>
                {t("scan.url")} " "
                <a href=url target="_blank" rel="noopener noreferrer" data-testid="unknown-url">{t("scan.url_open")}</a>
            </p>
        })}
        <FactsList facts/>
        {move || if linking.get() {
            view! {
                <LinkPicker on_pick=link/>
                <Button label=t("scan.back") kind=ButtonKind::Ghost on_press=move |()| linking.set(false)/>
            }
            .into_any()
        } else {
            ways()
        }}
    }
    .into_any()
}

/// The form for a new item, which comes back here.
fn create_href(reading: &Reading, session: Session) -> String {
    let mut query = ParamsMap::new();
    query.insert("code", reading.key());
    query.insert("scan", "1".to_owned());
    if let Some(job) = session.basket.with_untracked(|basket| basket.job) {
        query.insert("job", job.to_string());
    }
    format!("/items/new{}", query.to_query_string())
}
