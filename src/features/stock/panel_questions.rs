//! What an action must still know: which job, why, from where to where.

use domain::ids::{ItemId, WorkOrderId};
use domain::stock::Item;
use leptos::prelude::*;

use super::actions::Entry;
use super::levels::location_name;
use super::move_form::MoveForm;
use super::mover::{Asking, Moved, Mover};
use super::truck::Truck;
use crate::features::my_jobs;
use crate::state::{use_desk, use_order_lines};
use crate::ui::{Button, ButtonKind, Glyph, MenuRow, TextField};
use crate::words::{t, t_with};

/// The question, with a way back to the actions.
#[component]
pub(super) fn PanelQuestions(
    /// What is asked.
    what: Asking,
    /// Which item.
    item: ItemId,
    /// What it is.
    known: Memo<Item>,
    /// How many, in thousandths.
    quantity: RwSignal<i64>,
    /// The person's stock.
    truck: Truck,
    /// What is asked next.
    asking: RwSignal<Asking>,
    /// Called after each saved movement.
    on_moved: Option<Callback<Moved>>,
) -> impl IntoView {
    let mover = Mover::new(item, known, quantity, asking, on_moved);
    let body = match what {
        Asking::Places => view! { <MoveForm mover truck/> }.into_any(),
        Asking::Reason => view! { <Reasons mover truck/> }.into_any(),
        Asking::Job | Asking::Nothing => view! { <Jobs mover truck/> }.into_any(),
    };
    view! {
        {body}
        <Button label=t("stock.back") kind=ButtonKind::Ghost on_press=move |()| asking.set(Asking::Nothing)/>
    }
    .into_any()
}

#[component]
fn Jobs(mover: Mover, truck: Truck) -> impl IntoView {
    let (desk, orders) = (use_desk(), use_order_lines());
    let jobs = Memo::new(move |_| orders.with(|lines| my_jobs::at_hand(&lines.0, desk.me())));
    let pick = move |job: WorkOrderId, name: String| {
        if let Some(from) = truck.get_untracked() {
            mover.save(|id, what| Entry::used(id, what, from, job), t_with("stock.said_used", &[("job", &name)]), -1);
        }
    };
    let row = move |line: std::sync::Arc<crate::state::OrderLine>| {
        let (id, name) = (line.id, my_jobs::name(&line));
        let said = name.clone();
        view! { <MenuRow label=name icon=Glyph::Jobs on_press=move |()| pick(id, said.clone()) attr:data-testid="pick-job"/> }
    };
    view! {
        <p class="strong">{t("stock.which_job")}</p>
        {move || if jobs.read().is_empty() {
            view! { <p class="quiet">{t("stock.no_jobs")}</p> }.into_any()
        } else {
            jobs.get().into_iter().map(row).collect_view().into_any()
        }}
    }
    .into_any()
}

#[component]
fn Reasons(mover: Mover, truck: Truck) -> impl IntoView {
    let desk = use_desk();
    let words = RwSignal::new(String::new());
    let take = move |reason: String| {
        if let Some(from) = truck.get_untracked() {
            let said = t_with("stock.said_taken", &[("place", &untrack(|| location_name(desk, from)))]);
            mover.save(|id, what| Entry::taken_out(id, what, from, reason), said, -1);
        }
    };
    let row = move |reason: &'static str, icon: Glyph| {
        view! { <MenuRow label=reason icon on_press=move |()| take(reason.to_owned()) attr:data-testid="pick-reason"/> }
    };
    let empty = Signal::derive(move || words.with(|words| words.trim().is_empty()));
    view! {
        <p class="strong">{t("stock.why")}</p>
        {row(t("stock.why_count"), Glyph::Count)}
        {row(t("stock.why_broken"), Glyph::Alert)}
        {row(t("stock.why_lost"), Glyph::Question)}
        <TextField label=t("stock.why_other") value=words maxlength=200 name="take-reason"/>
        <Button
            label=t("stock.take_out") icon=Glyph::Minus disabled=empty
            on_press=move |()| take(words.get_untracked().trim().to_owned()) attr:data-testid="take-submit"
        />
    }
    .into_any()
}
