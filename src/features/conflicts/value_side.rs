//! One of the two values: what, by whom, when, and the button that chooses it.

use domain::Stamp;
use domain::conflict::Conflict;
use domain::{Entity, Key};
use leptos::prelude::*;
use serde_json::Value;

use crate::features::sync_center::{row_name, value_words};
use crate::state::{PortsHandle, use_desk};
use crate::ui::Button;
use crate::words::{t, t_with};

/// A value with its author; `choose` makes it the one that counts, and without it there is no button.
pub(super) fn value_side(
    conflict: &Conflict,
    aside: bool,
    choose: Option<Callback<()>>,
    busy: Signal<bool>,
) -> AnyView {
    let (value, by) =
        if aside { (&conflict.other, conflict.other_by) } else { (&conflict.current, conflict.current_by) };
    let heading = if aside { t("conflict.aside") } else { t("conflict.stands") };
    let (label, test) =
        if aside { (t("conflict.take"), "conflict-take") } else { (t("conflict.keep"), "conflict-keep") };
    view! {
        <div class="clash-value">
            <span class="caption quiet">{heading}</span>
            <span class="strong prose">{value_in_words(conflict, value)}</span>
            <span class="caption quiet">{author(by)}</span>
            {choose.map(|choose| view! { <Button label on_press=choose busy attr:data-testid=test/> })}
        </div>
    }
    .into_any()
}

fn value_in_words(conflict: &Conflict, value: &Value) -> String {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    ports.0.with_value(|ports| value_words(desk, &*ports.phone, conflict.subject.entity, &conflict.field, value))
}

/// "Sam Ortiz, Mon, Nov 23, 1:30 PM"
fn author(by: Stamp) -> String {
    let name = row_name(use_desk(), Key::new(Entity::User, by.by.0)).unwrap_or_else(|| t("value.unknown").to_owned());
    let when = expect_context::<PortsHandle>().0.with_value(|ports| ports.phone.date_time(by.at));
    t_with("conflict.by", &[("name", &name), ("when", &when)])
}
