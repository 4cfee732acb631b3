//! What the server refused: the reason, exactly what was entered, and what can be done about it.

use domain::correction::correctable;
use domain::ids::MutationId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::correct_sheet::{CorrectSheet, Correcting};
use super::discard_dialog::DiscardDialog;
use super::line_view::line_view;
use super::queue::{Refused, refused};
use crate::features::saving::refusal_words;
use crate::state::ports::Later;
use crate::state::{PortsHandle, Refusal, use_desk};
use crate::ui::{Button, ButtonKind, Glyph, SectionHeader, Snackbar, Tone};
use crate::words::t;

/// The group; not there while nobody is needed.
#[component]
pub(super) fn NeedsYou(
    /// The clock.
    now: Signal<i64>,
) -> impl IntoView {
    let desk = use_desk();
    let ports = expect_context::<PortsHandle>();
    let (asked, asking) = (RwSignal::new(None::<(MutationId, String)>), RwSignal::new(false));
    let discard = Callback::new(move |asked_now| {
        asked.set(Some(asked_now));
        asking.set(true);
    });
    let (wrong, correcting) = (RwSignal::new(None::<Correcting>), RwSignal::new(false));
    let correct = Callback::new(move |asked| {
        wrong.set(Some(asked));
        correcting.set(true);
    });
    let lines = Memo::new(move |_| ports.0.with_value(|ports| refused(desk, &*ports.phone, now.get())));
    let group = move || {
        let lines = lines.get();
        let rows: Vec<AnyView> = lines.iter().map(|one| row(one.clone(), correct, discard)).collect();
        let all = (rows.len() > 1).then(|| all_again(lines));
        (!rows.is_empty()).then(|| {
            view! {
                <SectionHeader title=t("sync.needs_you")/>
                <div class="list">{rows}</div>
                {all}
            }
            .into_any()
        })
    };
    view! {
        {group}
        <DiscardDialog asked open=asking/>
        <CorrectSheet asked=wrong open=correcting/>
    }
}

/// One button for everything that is refused.
fn all_again(lines: Vec<Refused>) -> AnyView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let press = move |()| {
        for refused in &lines {
            let again = ports.0.with_value(|ports| match refused {
                Refused::Edit { id, .. } => ports.work.resend(*id, None),
                Refused::Photo { sha256, .. } => ports.work.resend_photo(sha256.clone()),
            });
            report(snackbar, again);
        }
    };
    view! { <Button label=t("sync.all_again") icon=Glyph::Retry on_press=press attr:data-testid="needs-you-all"/> }
        .into_any()
}

fn row(refused: Refused, correct: Callback<Correcting>, discard: Callback<(MutationId, String)>) -> AnyView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    match refused {
        Refused::Edit { id, line, input, edit } => {
            let thing = line.thing.clone();
            let wrong = edit.filter(|edit| !correctable(edit).is_empty()).map(|edit| (id, edit, thing.clone()));
            let rewrite = wrong.map(|wrong| {
                let press = move |()| correct.run(wrong.clone());
                view! {
                    <Button label=t("sync.correct") icon=Glyph::Edit on_press=press attr:data-testid="needs-you-correct"/>
                }
            });
            let again = move |()| report(snackbar, ports.0.with_value(|ports| ports.work.resend(id, None)));
            let actions = view! {
                <dl class="facts grow">
                    {input.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
                </dl>
                <div class="cluster">
                    {rewrite}
                    <Button label=t("sync.try_again") icon=Glyph::Retry on_press=again attr:data-testid="needs-you-retry"/>
                    <Button
                        label=t("sync.discard") kind=ButtonKind::Ghost icon=Glyph::Trash
                        on_press=move |()| discard.run((id, thing.clone())) attr:data-testid="needs-you-discard"
                    />
                </div>
            };
            line_view(line, Tone::Trouble, Glyph::Alert, "needs-you-item", Some(actions.into_any()))
        }
        Refused::Photo { sha256, line } => {
            let again = move |()| report(snackbar, ports.0.with_value(|ports| ports.work.resend_photo(sha256.clone())));
            let action = view! {
                <Button label=t("sync.try_again") icon=Glyph::Retry on_press=again attr:data-testid="needs-you-retry"/>
            };
            line_view(line, Tone::Trouble, Glyph::Image, "needs-you-item", Some(action.into_any()))
        }
    }
}

/// Waits for what a tap asked for; says so when it could not be done.
pub(super) fn report(snackbar: Snackbar, done: Later<Result<(), Refusal>>) {
    spawn_local(async move {
        if let Err(refusal) = done.await {
            snackbar.say(refusal_words(&refusal));
        }
    });
}
