//! Declaring a checklist complete. With open steps it asks first: that cannot be taken back.

use domain::checklist::Checklist;
use leptos::prelude::*;
use uuid::Uuid;

use super::actions::complete;
use crate::features::saving::use_saving;
use crate::ui::{Button, ButtonKind, Dialog, Glyph};
use crate::words::{t, t_count};

/// The button and its question.
#[component]
pub(super) fn Complete(id: Uuid, list: Memo<Checklist>) -> impl IntoView {
    let saving = use_saving();
    let asking = RwSignal::new(false);
    let declare = move |()| {
        asking.set(false);
        saving.tap(vec![complete(id)], move || saving.say(t("checklist.completed")));
    };
    let press = move |()| if list.with_untracked(Checklist::open_steps) > 0 { asking.set(true) } else { declare(()) };
    view! {
        <div class="checklist-end">
            <Button
                label=t("checklist.declare")
                icon=Glyph::CheckCircle
                block=true
                on_press=press
                attr:data-testid="checklist-complete"
            />
        </div>
        <Dialog open=asking title=t("checklist.open_ask")>
            <p>{move || t_count("checklist.open_steps", list.with(Checklist::open_steps))}</p>
            <div class="dialog-actions">
                <Button label=t("checklist.back") on_press=move |()| asking.set(false)/>
                <Button
                    label=t("checklist.declare_anyway")
                    kind=ButtonKind::Primary
                    on_press=declare
                    attr:data-testid="checklist-complete-anyway"
                />
            </div>
        </Dialog>
    }
    .into_any()
}
