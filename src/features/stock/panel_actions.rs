//! What can be done with the item in the hand, one button each.

use domain::ids::{ItemId, WorkOrderId};
use domain::stock::Item;
use leptos::prelude::*;

use super::actions::Entry;
use super::levels::location_name;
use super::mover::{Asking, Moved, Mover};
use super::truck::Truck;
use crate::features::my_jobs;
use crate::state::{use_desk, use_order_lines};
use crate::ui::{Button, ButtonKind, Glyph};
use crate::words::{t, t_with};

/// The buttons. With a job at hand, using on it is the big one.
#[component]
pub(super) fn PanelActions(
    /// Which item.
    item: ItemId,
    /// What it is.
    known: Memo<Item>,
    /// How many, in thousandths.
    quantity: RwSignal<i64>,
    /// The person's stock.
    truck: Truck,
    /// The job that parts are for, when one is known.
    job: Signal<Option<WorkOrderId>>,
    /// What is asked next.
    asking: RwSignal<Asking>,
    /// Called after each saved movement.
    on_moved: Option<Callback<Moved>>,
) -> impl IntoView {
    let (desk, orders) = (use_desk(), use_order_lines());
    let mover = Mover::new(item, known, quantity, asking, on_moved);
    // Whoever stands on a site uses parts there.
    let target = Memo::new(move |_| {
        job.get().or_else(|| {
            orders.with(|lines| {
                let jobs = my_jobs::at_hand(&lines.0, desk.me());
                let on_site = jobs.first().filter(|line| line.status == domain::status::Status::OnSite);
                on_site.filter(|line| line.assignees.contains(&desk.me())).map(|line| line.id)
            })
        })
    });
    let name = move |id: WorkOrderId| {
        orders.with(|lines| {
            let line = lines.0.lines.iter().find(|line| line.id == id);
            line.and_then(|line| line.number.clone()).unwrap_or_else(|| t("stock.this_job").to_owned())
        })
    };
    let place = Memo::new(move |_| truck.get());
    let use_on = move |job: WorkOrderId| {
        if let Some(from) = place.get_untracked() {
            mover.save(
                |id, what| Entry::used(id, what, from, job),
                t_with("stock.said_used", &[("job", &untrack(|| name(job)))]),
                -1,
            );
        }
    };
    let receive = move |()| {
        if let Some(to) = place.get_untracked() {
            let said = t_with("stock.said_received", &[("place", &untrack(|| location_name(desk, to)))]);
            mover.save(|id, what| Entry::received(id, what, to), said, 1);
        }
    };
    let no_place = Signal::derive(move || place.get().is_none());
    view! {
        <div class="scan-actions">
            {move || target.get().map(|job| view! {
                <Button
                    label=t_with("stock.use_on", &[("job", &name(job))]) icon=Glyph::Wrench kind=ButtonKind::Primary block=true
                    disabled=no_place on_press=move |()| use_on(job) attr:data-testid="act-use"
                />
            })}
            {move || if target.get().is_some() {
                view! {
                    <Button
                        label=t("stock.other_job") icon=Glyph::Jobs disabled=no_place
                        on_press=move |()| asking.set(Asking::Job) attr:data-testid="act-other-job"
                    />
                }.into_any()
            } else {
                view! {
                    <Button
                        label=t("stock.use_on_job") icon=Glyph::Wrench kind=ButtonKind::Primary block=true disabled=no_place
                        on_press=move |()| asking.set(Asking::Job) attr:data-testid="act-use"
                    />
                }.into_any()
            }}
            <Button label=t("stock.receive") icon=Glyph::Add disabled=no_place on_press=receive attr:data-testid="act-receive"/>
            <Button
                label=t("stock.take_out") icon=Glyph::Minus disabled=no_place
                on_press=move |()| asking.set(Asking::Reason) attr:data-testid="act-take"
            />
            <Button
                label=t("stock.move") icon=Glyph::Move
                on_press=move |()| asking.set(Asking::Places) attr:data-testid="act-move"
            />
        </div>
    }
    .into_any()
}
