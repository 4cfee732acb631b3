//! The first minutes with the app: install it, let it see, wait until it can do without a signal.

use leptos::prelude::*;

use super::first_run::{Card, cards, done};
use super::install_steps::InstallSteps;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, Glyph, Icon};
use crate::words::t;

/// One card after the other. Draws nothing once they were seen or skipped.
#[component]
pub fn FirstRunCards() -> impl IntoView {
    let ports = expect_context::<PortsHandle>().0;
    let all = StoredValue::new(ports.with_value(|ports| cards(&*ports.phone)));
    let count = all.with_value(Vec::len);
    let at = RwSignal::new(0_usize);
    let skip = Callback::new(move |()| {
        ports.with_value(|ports| done(&*ports.phone));
        at.set(count);
    });
    let next =
        Callback::new(move |()| if at.get_untracked() + 1 < count { at.update(|at| *at += 1) } else { skip.run(()) });
    move || {
        let at = at.get();
        let card = all.with_value(|all| all.get(at).copied())?;
        let is_last = at + 1 == count;
        let dots: Vec<AnyView> = (0..count)
            .map(|dot| view! { <span aria-current=(dot == at).then_some("step")></span> }.into_any())
            .collect();
        let coach = view! {
            <section class="coach" data-testid="first-run">
                <div class="coach-card card">{face(card)}</div>
                <div class="coach-dots">{dots}</div>
                <Button
                    label=if is_last { t("first_run.finish") } else { t("first_run.next") }
                    block=true on_press=next attr:data-testid="first-run-next"
                />
                {(!is_last).then(|| view! {
                    <Button label=t("first_run.skip") kind=ButtonKind::Ghost on_press=skip attr:data-testid="first-run-skip"/>
                })}
            </section>
        };
        Some(coach.into_any())
    }
}

fn face(card: Card) -> AnyView {
    match card {
        Card::Install => view! { <InstallSteps/> }.into_any(),
        Card::Camera => view! {
            <Icon glyph=Glyph::Camera/>
            <h2>{t("first_run.camera")}</h2>
            <p>{t("first_run.camera_text")}</p>
        }
        .into_any(),
        Card::Offline => view! { <OfflineCheck/> }.into_any(),
    }
}

/// Says live whether the phone can do without a signal.
#[component]
fn OfflineCheck() -> impl IntoView {
    let desk = use_desk();
    let ready = Memo::new(move |_| desk.summary().ready_offline);
    let glyph = Signal::derive(move || if ready.get() { Glyph::CheckCircle } else { Glyph::Download });
    view! {
        <Icon glyph/>
        <h2>{move || if ready.get() { t("first_run.ready") } else { t("first_run.filling") }}</h2>
        <p>{move || if ready.get() { t("first_run.ready_text") } else { t("first_run.filling_text") }}</p>
    }
}
