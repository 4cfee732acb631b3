//! The codes that mean an item, each with what a pack of it holds.

use domain::ids::ItemId;
use domain::permission::Act;
use domain::quantity::Quantity;
use domain::stock::{Item, ItemCode};
use domain::{Edit, Entity};
use leptos::prelude::*;

use super::add_code::AddCode;
use super::quantity_words::amount;
use crate::features::saving::use_saving;
use crate::state::permission::may;
use crate::state::use_desk;
use crate::ui::{Button, ButtonKind, Glyph, Icon, IconButton, SectionHeader, Sheet};
use crate::words::{t, t_with};

/// The section.
#[component]
pub(super) fn ItemCodes(
    /// Which item.
    item: ItemId,
) -> impl IntoView {
    let (desk, saving) = (use_desk(), use_saving());
    let known = Memo::new(move |_| desk.get::<Item>(Entity::Item, item.0).unwrap_or_default());
    let may_change = Memo::new(move |_| may(desk, Act::Codes));
    let adding = RwSignal::new(false);
    let row = move |code: ItemCode| {
        let unit = known.with_untracked(|it| it.unit.clone());
        let pack = (code.pack != Quantity::whole(1)).then(
            || view! { <span class="quiet">{t_with("stock.pack_of", &[("n", &amount(code.pack, &unit))])}</span> },
        );
        let label = t_with("stock.remove_code", &[("code", &code.code)]);
        let text = code.code.clone();
        let code = StoredValue::new(code);
        let remove = move |()| {
            let code = code.get_value();
            let undo = vec![Edit::AddCode { item, code: code.clone() }];
            saving.tap_with_undo(
                vec![Edit::RemoveCode { item, code: code.code }],
                t("stock.code_removed").to_owned(),
                undo,
            );
        };
        view! {
            <li data-testid="item-code">
                <Icon glyph=Glyph::Barcode/>
                <code>{text}</code>
                {pack}
                <span class="grow"></span>
                {may_change.get().then(|| view! { <IconButton glyph=Glyph::Close label on_press=remove/> })}
            </li>
        }
    };
    view! {
        <SectionHeader title=t("stock.codes")>
            {move || may_change.get().then(|| view! {
                <Button
                    label=t("stock.add_code") kind=ButtonKind::Ghost icon=Glyph::Add
                    on_press=move |()| adding.set(true) attr:data-testid="code-add"
                />
            })}
        </SectionHeader>
        {move || if known.read().codes.is_empty() {
            view! { <p class="quiet">{t("stock.no_codes")}</p> }.into_any()
        } else {
            view! { <ul class="codes">{known.get().codes.into_iter().map(row).collect_view()}</ul> }.into_any()
        }}
        <Sheet open=adding title=t("stock.add_code") close_label=t("stock.close")>
            <AddCode item unit=Signal::derive(move || known.with(|it| it.unit.clone())) open=adding/>
        </Sheet>
    }
    .into_any()
}
