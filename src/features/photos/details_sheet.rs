//! Words of a photo: what it is meant to show, a caption; and taking it away for good.

use domain::Entity;
use domain::permission::{Act, Relation, allowed};
use domain::photo::{SLOTS, Slot};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::actions::{describe, remove};
use super::photo_list::Known;
use crate::features::saving::use_saving;
use crate::state::use_desk;
use crate::ui::{Button, ButtonKind, Choice, Glyph, SelectField, Sheet, TextArea};
use crate::words::{t, t_value};

/// The sheet.
#[component]
pub(super) fn DetailsSheet(open: RwSignal<bool>, shown: Memo<Option<Known>>) -> impl IntoView {
    view! {
        <Sheet open title=t("photos.details") close_label=t("photos.close")>
            {move || shown.get_untracked().map(|known| view! { <Details known open/> })}
        </Sheet>
    }
    .into_any()
}

#[component]
fn Details(known: Known, open: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let saving = use_saving();
    let Known { id, photo, by, .. } = known;
    let slot = RwSignal::new(photo.slot.map(slot_index).unwrap_or_default());
    let caption = RwSignal::new(photo.caption.clone());
    let seen = StoredValue::new(photo);
    let choices = Signal::derive(|| {
        let none = Choice::new("", t("photos.no_slot"));
        std::iter::once(none)
            .chain(SLOTS.iter().map(|slot| Choice::new(slot_index(*slot), t_value("slot", slot))))
            .collect()
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let picked = slot.get_untracked().parse::<usize>().ok().and_then(|nth| SLOTS.get(nth)).copied();
        let caption = saving.ports().0.with_value(|ports| ports.phone.clean(&caption.get_untracked()));
        let edits = seen.with_value(|seen| describe(id, seen, picked, &caption));
        if edits.is_empty() {
            return open.set(false);
        }
        saving.form(edits, move || {
            open.try_set(false);
            saving.say(t("photos.details_saved"));
        });
    };
    let may_remove = move || {
        let relation = if by == desk.me() { Relation::Own } else { Relation::Other };
        allowed(desk.actor().role, Act::Remove(Entity::Photo), relation)
    };
    let asked = RwSignal::new(false);
    let take_away = move |()| {
        if !asked.get_untracked() {
            return asked.set(true);
        }
        open.set(false);
        saving.tap(vec![remove(id)], move || saving.say(t("photos.removed")));
    };
    view! {
        <form class="form" novalidate=true on:submit=save>
            <SelectField label=t("field.slot") value=slot choices name="slot"/>
            <TextArea label=t("field.caption") value=caption rows=2 error=saving.refused() name="caption" maxlength=2000/>
            <Button label=t("photos.save") kind=ButtonKind::Primary submit=true block=true busy=saving.busy() attr:data-testid="photo-save"/>
            {move || may_remove().then(|| view! {
                {move || {
                    let (label, kind) = match asked.get() {
                        false => (t("photos.remove"), ButtonKind::Ghost),
                        true => (t("photos.remove_sure"), ButtonKind::Danger),
                    };
                    view! { <Button label kind icon=Glyph::Trash block=true on_press=take_away attr:data-testid="photo-remove"/> }
                }}
            })}
        </form>
    }
    .into_any()
}

/// The slot's place in the list, as the select keeps it.
fn slot_index(slot: Slot) -> String {
    SLOTS.iter().position(|s| *s == slot).map(|nth| nth.to_string()).unwrap_or_default()
}
