//! All items: searched as you type, with what is on my truck and what there is in all.

use std::collections::HashMap;
use std::sync::Arc;

use domain::ids::ItemId;
use leptos::prelude::*;
use sync::client::search::{Bits, Found};

use super::catalog::{Catalog, CatalogItem, use_catalog};
use super::item_row::{ItemRow, ROW_REM};
use super::levels::{OnHand, all_levels};
use super::truck::{Truck, use_truck};
use super::truck_field::TruckField;
use crate::features::frame::Frame;
use crate::state::permission::may;
use crate::state::{use_desk, use_ports};
use crate::ui::{Drawing, EmptyState, FilterChip, Glyph, Icon, IconLink, SearchField, VirtualList, following};
use crate::words::t;

/// Which items are shown beside the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Only {
    All,
    Short,
    Low,
}

/// What was found, and the numbers of the items, the best first.
#[derive(Clone, Default, PartialEq)]
struct Ranked {
    found: Found,
    ranked: Vec<u32>,
}

impl Ranked {
    fn of(found: Found) -> Self {
        Self { ranked: found.ranked(), found }
    }
}

/// Where the list stood: outlives the page where the app keeps it.
#[derive(Clone, Copy)]
struct ItemsPlace {
    depth: RwSignal<f64>,
    query: RwSignal<String>,
}

/// Keeps the place in the list for the whole app. Called once, where the app is put together.
pub fn provide_items_place() {
    provide_context(ItemsPlace::new());
}

impl ItemsPlace {
    fn new() -> Self {
        Self { depth: RwSignal::new(0.0), query: RwSignal::new(String::new()) }
    }
}

/// The page at `/items`.
#[component]
pub fn ItemsPage() -> impl IntoView {
    let (desk, truck, catalog) = (use_desk(), use_truck(), use_catalog());
    let place = use_context::<ItemsPlace>().unwrap_or_else(ItemsPlace::new);
    let only = RwSignal::new(Only::All);
    let levels = Memo::new(move |_| Arc::new(all_levels(desk)));
    let phone = StoredValue::new_local(use_ports().phone);
    let found = Memo::new(move |_| {
        let query = place.query.read();
        catalog.with(|catalog| {
            let mut found = Ranked::default();
            let mut search = || found = Ranked::of(catalog.search(&query));
            phone.with_value(|phone| phone.timed("search", &mut search));
            found
        })
    });
    let fitting = move |only: Only| {
        Memo::new(move |_| catalog.with(|catalog| levels.with(|levels| fitting(catalog, only, levels, truck))))
    };
    let (bought, short, low) = (fitting(Only::All), fitting(Only::Short), fitting(Only::Low));
    let those = move |only: Only| match only {
        Only::All => bought,
        Only::Short => short,
        Only::Low => low,
    };
    let shown = Memo::new(move |_| {
        let mut ranked = found.with(|found| found.ranked.clone());
        those(only.get()).with(|those| ranked.retain(|number| those.has(*number)));
        ranked
    });
    let count_of = move |only: Only| found.with(|found| those(only).with(|those| found.found.all.and(those).count()));
    let chip = move |which: Only, label: &'static str| {
        view! {
            <FilterChip
                label
                pressed=Signal::derive(move || only.get() == which)
                on_press=move |()| only.update(|only| *only = if *only == which { Only::All } else { which })
                count=Signal::derive(move || count_of(which))
            />
        }
    };
    let id_of = move |nth: usize| shown.with(|shown| catalog.with(|catalog| catalog.id(*shown.get(nth)?)));
    let row = move |nth: usize| {
        let at = move || catalog.item(id_of(nth)?);
        following(at, move |item: Signal<Arc<CatalogItem>>| {
            let on_hand = Memo::new(move |_| levels.with(|it| it.get(&item.read().id).cloned()).unwrap_or_default());
            (move || view! { <ItemRow item=item.get() on_hand=on_hand.get() truck/> }).into_any()
        })
    };
    let who = move |nth: usize| id_of(nth).map(|id| id.to_string());
    let may_create = Memo::new(move |_| may(desk, domain::permission::Act::Create(domain::Entity::Item)));
    let scan = || view! { <IconLink glyph=Glyph::Tag label=t("stock.parked") href="/parked"/> };
    view! {
        <Frame title=t("stock.title") back="/more" trailing=ViewFn::from(scan)>
            <SearchField label=t("stock.search") clear_label=t("stock.clear") value=place.query attr:data-testid="item-search"/>
            <div class="chip-row">{chip(Only::Low, t("stock.low"))} {chip(Only::Short, t("stock.short"))}</div>
            <TruckField truck/>
            {move || shown.read().is_empty().then(|| {
                let text = if catalog.is_ready() { t("stock.none_found") } else { t("stock.getting_ready") };
                view! { <EmptyState drawing=Drawing::Shelf text/> }
            })}
            <VirtualList
                label=t("stock.title")
                count=Signal::derive(move || shown.read().len())
                row_rem=ROW_REM
                row
                who
                depth=place.depth
            />
            {move || may_create.get().then(|| view! {
                <a class="fab" href="/items/new" data-testid="item-new"><Icon glyph=Glyph::Add/> {t("stock.new")}</a>
            })}
        </Frame>
    }
    .into_any()
}

/// The numbers of the items that are shown beside the search.
fn fitting(catalog: &Catalog, only: Only, levels: &HashMap<ItemId, OnHand>, truck: Truck) -> Bits {
    let mut those = Bits::empty(catalog.len());
    match only {
        Only::All => return catalog.bought().clone(),
        Only::Short => {
            let short = levels.iter().filter(|(_, on_hand)| on_hand.is_short());
            short.filter_map(|(item, _)| catalog.number(*item)).for_each(|number| those.insert(number));
        }
        Only::Low => {
            let Some(truck) = truck.get() else { return those };
            for (number, least) in catalog.minimums() {
                let on_hand = catalog.id(*number).and_then(|item| levels.get(&item));
                if on_hand.map(|it| it.of(Some(truck))).unwrap_or_default() < *least {
                    those.insert(*number);
                }
            }
        }
    }
    those
}
