//! One field with two values: who wrote which, and one tap to choose.

use domain::conflict::{Choice, Conflict};
use domain::permission::Act;
use domain::row::Stamp;
use domain::Edit;
use leptos::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use super::open_order::use_open_order;
use super::value_words::use_value_words;
use crate::features::saving::use_saving;
use crate::words::{t, t_with};

/// The box.
#[component]
pub(super) fn Clash(id: Uuid, conflict: Conflict) -> impl IntoView {
    let order = use_open_order();
    let words = use_value_words();
    let saving = use_saving();
    let may = order.allows(Act::Resolve);
    let field = words.field(&conflict.field);
    let subject = conflict.subject;
    let choose = move |choice: Choice| {
        saving.tap(vec![Edit::Resolve { conflict: id, subject, choice }], move || saving.say(t("clash.settled")));
    };
    let value = StoredValue::new(conflict);
    let button = move |choice: Choice, heading: &'static str, test_id: &'static str| {
        let shown = move || value.with_value(|c| side(c, choice, |value, _| words.of(&c.field, value)));
        let by = move || value.with_value(|c| side(c, choice, |_, by| format!("{}, {}", words.names().of(by.by), words.moment(by.at))));
        view! {
            <button
                type="button"
                class="clash-value"
                disabled=move || !may.get()
                on:click=move |_| choose(choice)
                data-testid=test_id
            >
                <span class="caption">{t(heading)}</span>
                <span class="strong prose">{shown}</span>
                <span class="caption">{by}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <div class="clash" role="group" data-testid="clash">
            <p>{t_with("clash.two_values", &[("field", &field)])}</p>
            <div class="clash-values">
                {button(Choice::Keep, "clash.keep", "clash-keep")}
                {button(Choice::TakeOther, "clash.take", "clash-take")}
            </div>
        </div>
    }
    .into_any()
}

/// The value that `choice` stands for, and who wrote it.
fn side(conflict: &Conflict, choice: Choice, read: impl Fn(&Value, Stamp) -> String) -> String {
    match choice {
        Choice::Keep => read(&conflict.current, conflict.current_by),
        Choice::TakeOther => read(&conflict.other, conflict.other_by),
    }
}
