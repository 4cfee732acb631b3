//! The one sentence at the top, when the server was last heard of, and "send now".

use std::time::Duration;

use leptos::prelude::*;
use sync::client::{Closed, Summary};

use super::age::age;
use crate::features::closed::WayOn;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, Glyph, Icon, Tone};
use crate::words::{t, t_count, t_with};

/// How long the button shows that it was pressed.
const ANSWER: Duration = Duration::from_millis(800);

/// The sentence and its buttons.
#[component]
pub(super) fn SummaryCard(
    /// The clock.
    now: Signal<i64>,
) -> impl IntoView {
    let desk = use_desk();
    let ports = expect_context::<PortsHandle>();
    let looks = Memo::new(move |_| looks(&desk.summary()));
    let contact = move || match desk.summary().synced_at {
        0 => t("sync.contact.never").to_owned(),
        at => t_with("sync.contact", &[("age", &age(now.get(), at))]),
    };
    let ready = move || {
        if desk.summary().ready_offline { t("sync.ready") } else { t("sync.not_ready") }
    };
    let closed = Memo::new(move |_| desk.summary().closed);
    // A tap answers at once, even where there is nothing to send or no way out.
    let pressed = RwSignal::new(false);
    let busy = Signal::derive(move || pressed.get() || desk.summary().busy);
    let send = move |()| {
        pressed.set(true);
        set_timeout(
            move || {
                pressed.try_set(false);
            },
            ANSWER,
        );
        ports.0.with_value(|ports| ports.work.send_now());
    };
    view! {
        <section class="sync-summary" data-tone=move || looks.read().1.name() data-testid="sync-summary">
            <Icon glyph=Signal::derive(move || looks.read().2)/>
            <div class="stack-tight">
                <p class="sync-sentence" role="status">{move || looks.get().0}</p>
                <p class="quiet small">{contact}</p>
                <p class="quiet small">{ready}</p>
            </div>
        </section>
        <div class="grid-2">
            {move || closed.get().map(|closed| view! { <WayOn closed kind=ButtonKind::Primary/> })}
            <Button label=t("sync.send_now") icon=Glyph::Send on_press=send busy attr:data-testid="sync-now"/>
        </div>
    }
}

/// The sentence, what it means and its drawing.
fn looks(summary: &Summary) -> (String, Tone, Glyph) {
    let unsent = summary.unsent();
    if summary.needs_you > 0 {
        return (t_count("sync.sentence.needs_you", summary.needs_you), Tone::Trouble, Glyph::Alert);
    }
    if let Some(rows) = summary.filling {
        return (t_count("sync.sentence.filling", rows), Tone::Waiting, Glyph::Download);
    }
    if unsent == 0 {
        return match summary.offline {
            true => (t("sync.sentence.offline").to_owned(), Tone::Waiting, Glyph::CloudOff),
            false => (t("sync.sentence.all_sent").to_owned(), Tone::Ok, Glyph::CheckCircle),
        };
    }
    match summary.closed {
        Some(Closed::SignIn) => return (t_count("sync.sentence.sign_in", unsent), Tone::Attention, Glyph::Key),
        Some(Closed::Locked) => return (t_count("sync.sentence.locked", unsent), Tone::Attention, Glyph::Lock),
        Some(Closed::SecondFactor) => return (t_count("sync.sentence.factor", unsent), Tone::Attention, Glyph::Shield),
        None => {}
    }
    if summary.update_needed {
        return (t_count("sync.sentence.update", unsent), Tone::Attention, Glyph::Download);
    }
    if summary.offline {
        return (t_count("sync.sentence.signal", unsent), Tone::Waiting, Glyph::Smartphone);
    }
    if unsent == summary.held {
        return (t_count("sync.sentence.held", unsent), Tone::Waiting, Glyph::Images);
    }
    (t_count("sync.sentence.sending", unsent), Tone::Waiting, Glyph::CloudUpload)
}
