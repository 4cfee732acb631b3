//! Which item a code means: search, pick, say how many are in the pack.

use std::sync::Arc;

use domain::ids::ItemId;
use domain::quantity::Quantity;
use leptos::prelude::*;

use super::catalog::{CatalogItem, use_catalog};
use crate::ui::{Button, ButtonKind, Glyph, ListRow, SearchField, Stepper};
use crate::words::t;

/// More than these are not looked through: one more word of the search finds it.
const SHOWN: usize = 12;

/// The picker.
#[component]
pub fn LinkPicker(
    /// Called with the item and the quantity of a pack.
    on_pick: Callback<(ItemId, Quantity)>,
) -> impl IntoView {
    let catalog = use_catalog();
    let (query, picked) = (RwSignal::new(String::new()), RwSignal::new(None::<Arc<CatalogItem>>));
    let pack = RwSignal::new(Quantity::whole(1).0);
    let found = Memo::new(move |_| {
        let best: Vec<ItemId> = catalog.with(|catalog| {
            let ranked = catalog.search(&query.read()).ranked();
            ranked.into_iter().take(SHOWN).filter_map(|number| catalog.id(number)).collect()
        });
        best.into_iter().filter_map(|id| catalog.item(id)).collect::<Vec<_>>()
    });
    let row = move |item: Arc<CatalogItem>| {
        let (name, kind) = (item.item.name.clone(), item.item.category.clone());
        view! { <ListRow title=name text=kind on_press=move |()| picked.set(Some(item.clone())) attr:data-testid="link-item"/> }
    };
    let search = move || {
        view! {
            <SearchField label=t("stock.search") clear_label=t("stock.clear") value=query attr:data-testid="link-search"/>
            <div class="list">{move || found.get().into_iter().map(row).collect_view()}</div>
        }
    };
    let confirm = move |item: Arc<CatalogItem>| {
        let id = item.id;
        view! {
            <p class="strong">{item.item.name.clone()}</p>
            <p class="field-label">{t("stock.pack_question")}</p>
            <Stepper
                label=t("field.pack") less_label=t("stock.less") more_label=t("stock.more")
                value=pack decimals=3 least=1 most=Quantity::MAX.0 unit=item.item.unit.clone()
            />
            <div class="grid-2">
                <Button label=t("stock.other_item") on_press=move |()| picked.set(None)/>
                <Button
                    label=t("stock.link") icon=Glyph::Link kind=ButtonKind::Primary
                    on_press=move |()| on_pick.run((id, Quantity(pack.get_untracked()))) attr:data-testid="link-save"
                />
            </div>
        }
    };
    move || match picked.get() {
        None => search().into_any(),
        Some(item) => confirm(item).into_any(),
    }
}
