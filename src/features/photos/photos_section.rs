//! The grid: camera first, then the pictures, then the slots that are still to fill.

use domain::ids::WorkOrderId;
use domain::photo::{SLOTS, Slot};
use leptos::prelude::*;

use super::add_photos::Adding;
use super::photo_input::{Opens, PhotoInput};
use super::photo_list::{Known, follow};
use super::photo_tile::PhotoTile;
use crate::state::use_desk;
use crate::ui::SectionHeader;
use crate::words::{t, t_value};

/// The section of a work order.
#[component]
pub fn PhotosSection(
    /// Which work order.
    job: WorkOrderId,
    /// Whether the person may add photos.
    may_add: Signal<bool>,
    /// Whether pictures are still to be taken: then empty frames say which.
    #[prop(into)]
    wanted: Signal<bool>,
) -> impl IntoView {
    let adding = Adding::to(job);
    let photos = follow(use_desk(), job);
    let count = move || photos.with(Vec::len);
    let title = move || match count() {
        0 => t("photos.title").to_owned(),
        n => format!("{} · {n}", t("photos.title")),
    };
    let add = move || {
        may_add.get().then(|| {
            view! {
                <PhotoInput label=t("photos.take").to_owned() opens=Opens::Camera shows=None adding/>
                <PhotoInput label=t("photos.pick").to_owned() opens=Opens::Pictures shows=None adding/>
            }
        })
    };
    let being_saved = move || {
        let tile =
            |_| view! { <span class="photo-tile photo-later" data-testid="photo-saving">{t("photos.saving")}</span> };
        (0..adding.under_way.get()).map(tile).collect_view()
    };
    view! {
        <section class="wo-section" id="photos">
            <SectionHeader title=Signal::derive(title)/>
            <div class="photo-grid">
                {add}
                {being_saved}
                <For each=move || photos.get() key=key_of let:known>
                    <PhotoTile job known/>
                </For>
                {move || (may_add.get() && wanted.get()).then(|| view! { <EmptySlots photos adding/> })}
            </div>
            {move || (!may_add.get() && count() == 0).then(|| view! { <p class="quiet">{t("photos.none")}</p> })}
        </section>
    }
    .into_any()
}

/// Another picture or other words under it: another tile.
fn key_of(known: &Known) -> (uuid::Uuid, Option<Slot>, String) {
    (known.id.0, known.photo.slot, known.photo.caption.clone())
}

/// A frame for each thing that ought to be in a picture and is not yet.
#[component]
fn EmptySlots(photos: Memo<Vec<Known>>, adding: Adding) -> impl IntoView {
    let missing = Memo::new(move |_| {
        photos.with(|photos| {
            SLOTS.into_iter().filter(|slot| photos.iter().all(|p| p.photo.slot != Some(*slot))).collect::<Vec<_>>()
        })
    });
    view! {
        <For each=move || missing.get() key=|slot| *slot let:missing>
            <PhotoInput label=t_value("slot", &missing) opens=Opens::Camera shows=Some(missing) adding/>
        </For>
    }
    .into_any()
}
