//! The bar at the thumb: the step that most likely comes next, and the way to all others.

use domain::permission::Act;
use domain::status::{Status, steps_from};
use leptos::prelude::*;

use super::actions::Why;
use super::mover::Mover;
use super::open_order::use_open_order;
use super::step_words::step_words;
use super::steps_sheet::StepsSheet;
use crate::features::job_step::JobStep;
use crate::features::jobs::status_glyph;
use crate::ui::{Button, ButtonKind, FormActions, Glyph, IconButton};
use crate::words::t;

/// A step as the button shows it.
#[derive(Clone, PartialEq)]
struct Likely {
    to: Status,
    label: String,
    glyph: Glyph,
}

/// The bar; nothing where the person has no step to take.
#[component]
pub(super) fn NextStep() -> impl IntoView {
    let order = use_open_order();
    let mover = Mover::of(order);
    let open = RwSignal::new(false);
    let may = order.allows(Act::Transition);
    let likely = Memo::new(move |_| {
        let status = order.with(|order| order.status);
        if mover.role().is_office() {
            return status.next_for_office().map(|to| Likely {
                to,
                label: step_words(status, to),
                glyph: status_glyph(to),
            });
        }
        JobStep::next(order.id, status).map(|step| Likely {
            to: step.to,
            label: step.label().to_owned(),
            glyph: step.glyph(),
        })
    });
    let any =
        Memo::new(move |_| may.get() && steps_from(mover.role(), order.with(|order| order.status)).next().is_some());
    let more = move |()| open.set(true);
    let bar = move || match (any.get(), likely.get()) {
        (false, _) => ().into_any(),
        (true, Some(Likely { to, label, glyph })) => view! {
            <FormActions>
                <IconButton
                    glyph=Glyph::Overflow
                    label=t("work_order.all_steps")
                    on_press=more
                    attr:data-testid="status-more"
                />
                <Button
                    label
                    kind=ButtonKind::Primary
                    icon=glyph
                    block=true
                    disabled=mover.resting()
                    on_press=move |()| mover.go(to, Why::default())
                    attr:data-testid="status-next"
                />
            </FormActions>
        }
        .into_any(),
        (true, None) => view! {
            <FormActions>
                <Button label=t("work_order.all_steps") block=true on_press=more attr:data-testid="status-more"/>
            </FormActions>
        }
        .into_any(),
    };
    view! {
        <StepsSheet open mover/>
        {bar}
    }
    .into_any()
}
