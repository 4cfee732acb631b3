//! Edits of everybody that the server refused and their authors have not decided on, word for word.

use domain::ids::{MutationId, UserId};
use domain::{Edit, Entity, Key, Rejection};
use leptos::prelude::*;
use serde::Deserialize;
use uuid::Uuid;

use crate::features::sync_center::{age, describe, exact_input, row_name};
use crate::state::{Desk, PortsHandle, use_desk};
use crate::ui::{Glyph, Icon, SectionHeader, Tone};
use crate::words::{self, t, t_with};

/// The note that the server made of a refusal.
#[derive(Clone, Deserialize)]
struct Note {
    user: UserId,
    #[serde(default)]
    occurred_at: i64,
    rejection: Rejection,
    edit: Box<serde_json::value::RawValue>,
    #[serde(rename = "mutation")]
    _mutation: MutationId,
}

/// The group; not there while nothing is refused.
#[component]
pub(super) fn RefusedWork(
    /// The clock.
    now: Signal<i64>,
) -> impl IntoView {
    let desk = use_desk();
    let notes = Memo::new(move |_| {
        let mut notes: Vec<Uuid> = desk.read_all::<Note>(Entity::Rejected).into_iter().map(|(id, _)| id).collect();
        notes.sort_unstable();
        notes
    });
    move || {
        let rows: Vec<AnyView> = notes.get().into_iter().filter_map(|id| row(desk, id, now.get())).collect();
        (!rows.is_empty()).then(|| {
            view! {
                <SectionHeader title=t("phones.refused")/>
                <p class="quiet small">{t("phones.refused_text")}</p>
                <div class="list">{rows}</div>
            }
        })
    }
}

fn row(desk: Desk, id: Uuid, now: i64) -> Option<AnyView> {
    let note: Note = desk.get(Entity::Rejected, id)?;
    let edit: Option<Edit> = serde_json::from_str(note.edit.get()).ok();
    let author = row_name(desk, Key::new(Entity::User, note.user.0)).unwrap_or_else(|| t("value.unknown").to_owned());
    let thing = edit.as_ref().map_or_else(|| t("edit.unknown").to_owned(), |edit| describe(desk, edit));
    let why = t_with("phones.refused_by", &[("name", &author), ("age", &age(now, note.occurred_at))]);
    let input = expect_context::<PortsHandle>()
        .0
        .with_value(|ports| edit.as_ref().map(|edit| exact_input(desk, &*ports.phone, edit)).unwrap_or_default());
    Some(
        view! {
            <div class="sync-item" data-tone=Tone::Trouble.name() data-testid="refused-item">
                <Icon glyph=Glyph::Alert/>
                <div class="grow">
                    <p class="sync-thing">{thing}</p>
                    <p class="sync-why">{why}</p>
                    <p class="sync-reason">{words::rejection(&note.rejection)}</p>
                </div>
                <dl class="facts grow">
                    {input.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
                </dl>
            </div>
        }
        .into_any(),
    )
}
