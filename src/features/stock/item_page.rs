//! One item: do something with it, where it is, its codes, what happened last.

use domain::Entity;
use domain::ids::ItemId;
use domain::permission::Act;
use domain::quantity::Quantity;
use domain::stock::Item;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::item_codes::ItemCodes;
use super::item_levels::ItemLevels;
use super::item_movements::ItemMovements;
use super::item_panel::ItemPanel;
use crate::features::frame::Frame;
use crate::state::permission::may;
use crate::state::use_desk;
use crate::ui::{Drawing, EmptyState, Glyph, IconLink, LinkButton};
use crate::words::t;

/// The page at `/items/:id`.
#[component]
pub fn ItemPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse().ok()).map(ItemId));
    let known = Memo::new(move |_| id.get().is_some_and(|id| desk.get::<Item>(Entity::Item, id.0).is_some()));
    let may_edit = Memo::new(move |_| known.get() && may(desk, Act::Set(Entity::Item, "name")));
    let edit = move || {
        id.get().filter(|_| may_edit.get()).map(|id| view! {
        <IconLink glyph=Glyph::Edit label=t("stock.edit") href=format!("/items/{id}/edit") attr:data-testid="item-edit"/>
    })
    };
    let page = move || match id.get().filter(|_| known.get()) {
        Some(item) => view! {
            <article class="card"><ItemPanel item pack=Quantity::whole(1) job=None/></article>
            <ItemLevels item/>
            <ItemCodes item/>
            <ItemMovements item/>
        }
        .into_any(),
        None => view! {
            <EmptyState drawing=Drawing::Unplugged text=t("stock.not_here")>
                <LinkButton label=t("stock.all_items") href="/items"/>
            </EmptyState>
        }
        .into_any(),
    };
    view! { <Frame title=t("stock.item") back="/items" trailing=ViewFn::from(edit)>{page}</Frame> }.into_any()
}
