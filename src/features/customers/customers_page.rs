//! The page with the list of customers.

use std::sync::Arc;

use domain::Entity;
use domain::permission::Act;
use leptos::prelude::*;

use super::customer_lines::{CustomerLine, use_customer_lines};
use super::place::use_place;
use crate::features::frame::Frame;
use crate::state::permission::may;
use crate::state::use_desk;
use crate::ui::{
    Chip, Drawing, EmptyState, Glyph, Icon, LinkButton, ListRow, SearchField, SkeletonRows, Tone, VirtualList,
    following,
};
use crate::words::{t, t_count};

/// The height of a row, in rem.
const ROW_REM: f64 = 4.25;

/// All customers on this phone.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let desk = use_desk();
    let place = use_place();
    let lines = use_customer_lines();
    let shown = Memo::new(move |_| lines.with(|lines| place.text.with(|text| lines.find(text))));
    let count = Memo::new(move |_| shown.with(Vec::len));
    let empty = Memo::new(move |_| count.get() == 0);
    let may_create = move || may(desk, Act::Create(Entity::Customer));
    view! {
        <Frame title=t("customers.title") back="/more".to_owned()>
            <div class="jobs-filters">
                <SearchField
                    label=t("customers.search")
                    clear_label=t("jobs.search_clear")
                    value=place.text
                    attr:data-testid="customer-search"
                />
            </div>
            <p class="visually-hidden" role="status">{move || t_count("customers.count", count.get())}</p>
            {move || match desk.is_ready() {
                false => view! { <SkeletonRows count=6/> }.into_any(),
                true => view! {
                    {move || empty.get().then(|| nothing(place.text))}
                    <div hidden=move || empty.get()><Rows shown depth=place.depth/></div>
                }
                .into_any(),
            }}
            {move || may_create().then(|| view! {
                <a class="fab" href="/customers/new" data-testid="customer-new">
                    <Icon glyph=Glyph::Add/>
                    {t("customers.new")}
                </a>
            })}
        </Frame>
    }
}

fn nothing(text: RwSignal<String>) -> AnyView {
    let searched = Memo::new(move |_| text.with(|text| !text.trim().is_empty()));
    let words = move || t(if searched.get() { "customers.none_found" } else { "customers.none" }).to_owned();
    view! {
        <EmptyState drawing=Drawing::Lens text=Signal::derive(words)>
            <LinkButton label=t("customers.new") href="/customers/new"/>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Rows(shown: Memo<Vec<Arc<CustomerLine>>>, depth: RwSignal<f64>) -> impl IntoView {
    let row = move |index: usize| {
        let at = move || shown.with(|shown| shown.get(index).cloned());
        following(at, |line: Signal<Arc<CustomerLine>>| (move || row(&line.read())).into_any())
    };
    let count = Signal::derive(move || shown.with(Vec::len));
    let who = move |index: usize| shown.with(|shown| shown.get(index).map(|line| line.id.to_string()));
    view! { <VirtualList label=t("customers.title") count row_rem=ROW_REM row who depth/> }.into_any()
}

fn row(line: &CustomerLine) -> AnyView {
    let text = if line.place.is_empty() { line.phone.clone() } else { line.place.clone() };
    let mark = line.inactive.then(|| view! { <Chip label=t("customers.inactive") tone=Tone::Waiting/> });
    view! {
        <ListRow
            title=line.name.clone()
            text
            href=format!("/customers/{}", line.id)
            trailing=mark.into_any()
            attr:data-testid="customer-row"
        />
    }
    .into_any()
}
