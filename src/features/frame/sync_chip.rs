//! The chip at the top of every page: how sending goes, and the way to the sync centre.

use leptos::prelude::*;

use super::chip_words::chip;
use crate::state::use_desk;
use crate::ui::ChipLink;

/// The sync chip.
#[component]
pub fn SyncChip() -> impl IntoView {
    let desk = use_desk();
    let looks = Memo::new(move |_| chip(&desk.summary()));
    view! {
        <ChipLink
            label=Signal::derive(move || looks.get().0)
            href="/sync"
            tone=Signal::derive(move || looks.read().1)
            icon=Signal::derive(move || looks.read().2)
            attr:data-testid="sync-chip"
        />
    }
}
