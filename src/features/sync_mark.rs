//! The small mark on what has not reached the office yet. Nothing where it has: silence is the good news.

use domain::Key;
use leptos::prelude::*;

use crate::state::use_desk;
use crate::ui::{Glyph, Icon};
use crate::words::t;

/// "Saved on this phone", only while that is all.
#[component]
pub fn SyncMark(
    /// Of which row.
    of: Key,
) -> impl IntoView {
    let desk = use_desk();
    let pending = Memo::new(move |_| desk.is_pending(of));
    move || pending.get().then(mark)
}

/// The mark itself.
pub fn mark() -> AnyView {
    view! {
        <span class="sync-mark" data-tone="waiting" data-testid="sync-mark">
            <Icon glyph=Glyph::Smartphone/>
            {t("sync_mark.saved")}
        </span>
    }
    .into_any()
}
