//! How full the phone is, and whether the system may clear what is on it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::features::sync_center::size_words;
use crate::state::PortsHandle;
use crate::state::ports::Room;
use crate::ui::{Button, ButtonKind, Glyph, Icon, ProgressBar, Snackbar, Tone};
use crate::words::{t, t_with};

/// The storage meter and the promise to keep.
#[component]
pub fn StorageCard() -> impl IntoView {
    let (ports, snackbar) = (expect_context::<PortsHandle>(), expect_context::<Snackbar>());
    let room = RwSignal::new(None::<Room>);
    let look = move || {
        let answer = ports.0.with_value(|ports| ports.phone.room());
        spawn_local(async move {
            room.try_set(Some(answer.await));
        });
    };
    look();
    let ask = move |()| {
        let answer = ports.0.with_value(|ports| ports.phone.ask_to_persist());
        spawn_local(async move {
            if !answer.await {
                snackbar.say(t("storage.refused"));
            }
            look();
        });
    };
    let used = move || match room.get() {
        Some(room) if room.quota > 0.0 => t_with(
            "storage.used_of",
            &[("used", &size_words(room.used as u64)), ("quota", &size_words(room.quota as u64))],
        ),
        Some(room) => t_with("storage.used", &[("used", &size_words(room.used as u64))]),
        None => t("storage.looking").to_owned(),
    };
    let percent = Signal::derive(move || Some(room.get().map_or(0, percent)));
    let persistent = move || room.get().is_none_or(|room| room.persistent);
    view! {
        <div class="card storage" data-testid="storage">
            <div class="spread">
                <span>{t("storage.on_phone")}</span>
                <span class="number">{used}</span>
            </div>
            <ProgressBar label=t("storage.title") percent/>
            <Show
                when=persistent
                fallback=move || view! {
                    <p class="small" data-tone=Tone::Attention.name()>{t("storage.may_be_cleared")}</p>
                    <Button
                        label=t("storage.ask") icon=Glyph::Shield kind=ButtonKind::Secondary on_press=ask
                        attr:data-testid="storage-ask"
                    />
                }
            >
                <p class="cluster small quiet"><Icon glyph=Glyph::Shield/>{t("storage.kept")}</p>
            </Show>
        </div>
    }
}

fn percent(room: Room) -> u8 {
    if room.quota > 0.0 { (room.used / room.quota * 100.0) as u8 } else { 0 }
}
