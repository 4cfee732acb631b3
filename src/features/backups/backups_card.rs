//! The last good backup and the last test, as facts.

use leptos::prelude::*;
use protocol::backups::{Backups, Place};

use crate::features::sync_center::{age, size_words, use_clock};
use crate::state::PortsHandle;
use crate::ui::{Glyph, Icon, Tone};
use crate::words::t;

/// When, how old, how large, where; and when one was last restored for a test.
#[component]
pub(super) fn BackupsCard(
    /// They.
    backups: Backups,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    let now = use_clock();
    let when = move |at: Option<i64>, never: &'static str| match at {
        Some(at) => {
            let date = ports.0.with_value(|ports| ports.phone.date_time(at));
            view! { {date}<br/><span class="quiet small">{move || age(now.get(), at)}</span> }.into_any()
        }
        None => never.into_any(),
    };
    let Backups { made_at, bytes, place, checked_at, warnings } = backups;
    let place = match place {
        Some(Place::Folder) => Some(t("backups.place.folder")),
        Some(Place::Store) => Some(t("backups.place.store")),
        Some(Place::Other) | None => None,
    };
    let good = warnings.is_empty();
    view! {
        <div class="card stack" data-tone=if good { Tone::Ok } else { Tone::Neutral }.name() data-testid="backups-card">
            {good.then(|| view! {
                <p class="note-line strong"><Icon glyph=Glyph::CheckCircle/><span>{t("backups.good")}</span></p>
            })}
            <dl class="facts">
                <div><dt>{t("backups.made")}</dt><dd>{when(made_at, t("backups.none"))}</dd></div>
                {bytes.map(|bytes| view! { <div><dt>{t("backups.size")}</dt><dd>{size_words(bytes)}</dd></div> })}
                {place.map(|place| view! { <div><dt>{t("backups.place")}</dt><dd>{place}</dd></div> })}
                <div><dt>{t("backups.checked")}</dt><dd>{when(checked_at, t("backups.not_checked"))}</dd></div>
            </dl>
            <p class="quiet small">{t("backups.photos")}</p>
        </div>
    }
    .into_any()
}
