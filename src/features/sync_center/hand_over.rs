//! Before the phone changes hands: is anything on it only? And the parcel, for a phone that cannot send any more.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::client::Unsent;

use crate::features::saving::refusal_words;
use crate::state::{PortsHandle, Refusal, use_desk};
use crate::ui::{Button, Glyph, Icon, Snackbar, Tone};
use crate::words::{t, t_count};

/// What the vault itself said.
#[derive(Clone, PartialEq)]
enum Check {
    NotAsked,
    Safe,
    /// What is left, in words.
    Left(Vec<String>),
}

/// The check and the parcel.
#[component]
pub(super) fn HandOver() -> impl IntoView {
    let (desk, ports, snackbar) = (use_desk(), expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let (check, packing) = (RwSignal::new(Check::NotAsked), RwSignal::new(false));
    // What was said before something changed is not true any more.
    Effect::watch(
        move || desk.summary().unsent() + desk.summary().needs_you,
        move |_, _, _| check.set(Check::NotAsked),
        false,
    );
    let look = move |()| {
        let asked = ports.0.with_value(|ports| ports.work.unsent());
        spawn_local(async move {
            match asked.await {
                Ok(unsent) if unsent.is_empty() => drop(check.try_set(Check::Safe)),
                Ok(unsent) => drop(check.try_set(Check::Left(left(&unsent)))),
                Err(error) => snackbar.say(refusal_words(&Refusal::Store(error))),
            }
        });
    };
    let save = move |()| {
        packing.set(true);
        let saved = ports.0.with_value(|ports| ports.work.save_parcel());
        spawn_local(async move {
            match saved.await {
                Ok(true) => snackbar.say(t("handover.saved")),
                Ok(false) => snackbar.say(t("handover.not_saved")),
                Err(error) => snackbar.say(refusal_words(&Refusal::Store(error))),
            }
            packing.try_set(false);
        });
    };
    let kept = Memo::new(move |_| desk.summary().unsent() + desk.summary().needs_you > 0);
    let answer = move || {
        match check.get() {
        Check::NotAsked => ().into_any(),
        Check::Safe => view! {
            <p class="cluster" data-tone=Tone::Ok.name()><Icon glyph=Glyph::CheckCircle/><span>{t("handover.safe")}</span></p>
        }
        .into_any(),
        Check::Left(lines) => view! {
            <p class="cluster" data-tone=Tone::Attention.name()>
                <Icon glyph=Glyph::Alert/><span>{t("handover.not_safe")}</span>
            </p>
            <ul class="small">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        }
        .into_any(),
    }
    };
    view! {
        <div class="card stack">
            <p class="small">{t("handover.text")}</p>
            <div role="status" class="stack-tight" data-testid="handover-said">{answer}</div>
            <div class="cluster">
                <Button label=t("handover.check") icon=Glyph::Shield on_press=look attr:data-testid="handover-check"/>
                <Show when=move || kept.get()>
                    <Button
                        label=t("handover.save") icon=Glyph::Download on_press=save busy=packing
                        attr:data-testid="handover-save"
                    />
                </Show>
            </div>
        </div>
    }
}

fn left(unsent: &Unsent) -> Vec<String> {
    let counts = [
        ("handover.edits", unsent.waiting.len()),
        ("handover.refused", unsent.refused.len()),
        ("handover.photos", unsent.bytes.len()),
        ("handover.drafts", unsent.drafts),
        ("handover.unreadable", unsent.unreadable),
    ];
    counts.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| t_count(key, count)).collect()
}
