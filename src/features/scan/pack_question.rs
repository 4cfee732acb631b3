//! A carton whose unit is ours: how many are in it? Asked once; from then on its code is known.

use domain::ids::ItemId;
use domain::quantity::Quantity;
use leptos::prelude::*;

use super::facts_list::FactsList;
use super::reading::Reading;
use super::session::Session;
use super::unknown_code::UnknownCode;
use crate::features::saving::use_saving;
use crate::features::stock::add_code;
use crate::state::permission::may;
use crate::state::use_desk;
use crate::ui::{Button, ButtonKind, Glyph, Stepper};
use crate::words::{t, t_with};
use domain::permission::Act;

/// The question; for whoever may not answer it, the other ways of an unknown code.
#[component]
pub(super) fn PackQuestion(
    /// What is in it.
    item: ItemId,
    /// The carton's code.
    reading: Reading,
    /// What the page knows.
    session: Session,
) -> impl IntoView {
    let (desk, saving) = (use_desk(), use_saving());
    let unit = session.unit_of(item);
    let first = reading.facts.quantity(&unit).unwrap_or(Quantity::whole(1));
    let (pack, other) = (RwSignal::new(first.0), RwSignal::new(!may(desk, Act::Codes)));
    let (key, facts, raw) = (reading.key(), reading.facts.clone(), reading.raw.clone());
    let reading = StoredValue::new(reading);
    let link = move |()| {
        let pack = Quantity(pack.get_untracked());
        saving.tap(vec![add_code(item, key.clone(), pack)], move || {
            saving.say(t("scan.linked"));
            session.settled(Some((item, pack)));
        });
    };
    let question = move || {
        let name = session.name_of(item).unwrap_or_default();
        view! {
            <h2 data-testid="pack-question">{t_with("scan.pack_of", &[("item", &name)])}</h2>
            <p class="quiet">{raw.clone()}</p>
            <FactsList facts=facts.clone()/>
            <p class="field-label">{t("stock.pack_question")}</p>
            <Stepper
                label=t("field.pack") less_label=t("stock.less") more_label=t("stock.more") value=pack decimals=3 least=1
                most=Quantity::MAX.0 unit=unit.clone()
            />
            <Button
                label=t("stock.link") icon=Glyph::Link kind=ButtonKind::Primary block=true on_press=link.clone()
                attr:data-testid="pack-save"
            />
            <Button label=t("scan.not_this") kind=ButtonKind::Ghost on_press=move |()| other.set(true)/>
        }
        .into_any()
    };
    view! {
        <div class="stack">
            {move || if other.get() {
                view! { <UnknownCode reading=reading.get_value() session/> }.into_any()
            } else {
                question()
            }}
        </div>
    }
    .into_any()
}
