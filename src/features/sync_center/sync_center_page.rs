//! The page behind the sync chip.

use leptos::prelude::*;

use super::clock::use_clock;
use super::hand_over::HandOver;
use super::needs_you::NeedsYou;
use super::other_phones::OtherPhones;
use super::summary_card::SummaryCard;
use super::unsent_lists::UnsentLists;
use crate::features::frame::Frame;
use crate::features::more::StorageCard;
use crate::state::use_desk;
use crate::ui::{Glyph, Icon, ListRow, SectionHeader};
use crate::words::{t, t_count};

/// The sync centre.
#[component]
pub fn SyncCenterPage() -> impl IntoView {
    let desk = use_desk();
    let now = use_clock();
    let conflicts = Memo::new(move |_| desk.summary().conflicts);
    let to_settle = move || {
        let count = conflicts.get();
        (count > 0).then(|| {
            view! {
                <div class="list">
                    <ListRow
                        title=t_count("sync.conflicts", count) text=t("sync.conflicts_text") href="/conflicts"
                        leading=view! { <Icon glyph=Glyph::Split/> }.into_any()
                    />
                </div>
            }
            .into_any()
        })
    };
    view! {
        <Frame title=t("sync.title") back="/more">
            <SummaryCard now/>
            <NeedsYou now/>
            {to_settle}
            <UnsentLists now/>
            <OtherPhones now/>
            <SectionHeader title=t("handover.title")/>
            <HandOver/>
            <SectionHeader title=t("storage.title")/>
            <StorageCard/>
        </Frame>
    }
}
