//! Codes that nobody knew when they were scanned: link each to an item, once.

use std::sync::Arc;

use domain::people::User;
use domain::permission::Act;
use domain::stock::ParkedCode;
use domain::{Edit, Entity, Row};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use super::levels::location_name;
use super::link_picker::LinkPicker;
use crate::features::frame::Frame;
use crate::features::saving::use_saving;
use crate::features::sync_mark::SyncMark;
use crate::state::permission::may;
use crate::state::{Desk, PortsHandle, use_desk};
use crate::ui::{Drawing, EmptyState, Glyph, Icon, LinkButton, ListRow, Sheet};
use crate::words::{t, t_with};

/// The page at `/parked`.
#[component]
pub fn ParkedCodesPage() -> impl IntoView {
    let (desk, saving) = (use_desk(), use_saving());
    let waiting = Memo::new(move |_| waiting(desk));
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None::<Arc<Row>>));
    let may_link = Memo::new(move |_| may(desk, Act::Codes));
    let choose = Callback::new(move |row: Arc<Row>| {
        chosen.set(Some(row));
        open.set(true);
    });
    let link = Callback::new(move |(item, pack)| {
        let Some(row) = chosen.get_untracked() else { return };
        open.set(false);
        saving.tap(vec![Edit::LinkCode { parked: row.id, item, pack }], move || saving.say(t("stock.linked")));
    });
    let code = move || {
        chosen.with(|row| row.as_ref().and_then(|row| row.read::<ParkedCode>()).map(|it| it.raw).unwrap_or_default())
    };
    let create = move || {
        let mut query = ParamsMap::new();
        query.insert("code", code());
        if let Some(row) = chosen.get() {
            query.insert("parked", row.id.to_string());
        }
        format!("/items/new{}", query.to_query_string())
    };
    view! {
        <Frame title=t("stock.parked") back="/items">
            {move || if waiting.read().is_empty() {
                view! { <EmptyState drawing=Drawing::Shelf text=t("stock.no_parked")/> }.into_any()
            } else {
                let rows = waiting.get().into_iter().filter_map(|row| line(desk, row, may_link.get().then_some(choose)));
                view! { <div class="list">{rows.collect_view()}</div> }.into_any()
            }}
            <Sheet open title=Signal::derive(code) close_label=t("stock.close")>
                <LinkPicker on_pick=link/>
                <LinkButton label=t("stock.create_for_code") icon=Glyph::PackageAdd href=Signal::derive(create) block=true/>
            </Sheet>
        </Frame>
    }
    .into_any()
}

/// Codes without an item, the latest first.
fn waiting(desk: Desk) -> Vec<Arc<Row>> {
    let mut rows = desk.all(Entity::ParkedCode);
    rows.retain(|row| row.read::<ParkedCode>().is_some_and(|it| it.item.is_none()));
    rows.sort_by_key(|row| std::cmp::Reverse((row.created.at, row.id)));
    rows
}

fn line(desk: Desk, row: Arc<Row>, choose: Option<Callback<Arc<Row>>>) -> Option<AnyView> {
    let parked: ParkedCode = row.read()?;
    let ports = expect_context::<PortsHandle>();
    let when = ports.0.with_value(|ports| ports.phone.date_time(row.created.at));
    let who = desk.get::<User>(Entity::User, row.created.by.0).map(|user| user.name).unwrap_or_default();
    let place = parked.location.map(|id| location_name(desk, id)).filter(|name| !name.is_empty());
    let place = place.map(|name| t_with("stock.found_at", &[("place", &name)]));
    let text = [Some(parked.note), place]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let leading = view! { <Icon glyph=Glyph::Barcode/> }.into_any();
    let key = row.key();
    let more = move || {
        view! {
            <span class="row-text">{format!("{who} · {when}")}</span>
            <SyncMark of=key/>
        }
    };
    Some(match choose {
        Some(choose) => {
            let press = move |()| choose.run(row.clone());
            view! { <ListRow title=parked.raw text leading on_press=press attr:data-testid="parked-row">{more()}</ListRow> }.into_any()
        }
        None => {
            view! { <ListRow title=parked.raw text leading attr:data-testid="parked-row">{more()}</ListRow> }.into_any()
        }
    })
}
