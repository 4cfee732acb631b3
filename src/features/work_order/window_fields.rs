//! When the crew is expected: from and until. Two fields, one value.

use leptos::prelude::*;

use crate::features::form::Form;
use crate::features::saving::Saving;
use crate::ui::TextField;
use crate::words::t;

/// A visit is expected to take two hours until somebody says otherwise.
const USUAL: i64 = 2 * 3_600_000;

/// The two fields.
#[component]
pub(super) fn WindowFields(form: Form, saving: Saving) -> impl IntoView {
    let (start, end) = (form.field("start"), form.field("end"));
    let ports = saving.ports();
    let propose_end = move |text: String| {
        if !end.with_untracked(String::is_empty) {
            return;
        }
        let proposed =
            ports.0.with_value(|ports| Some(ports.phone.format_local(ports.phone.parse_local(&text)? + USUAL)));
        if let Some(proposed) = proposed {
            end.set(proposed);
        }
    };
    view! {
        <div class="window-fields">
            <TextField
                label=t("order_form.from")
                value=start
                kind="datetime-local"
                error=saving.refused_field("window")
                name="start"
                on_change=propose_end
                attr:data-testid="order-form-start"
            />
            <TextField
                label=t("order_form.until")
                value=end
                kind="datetime-local"
                name="end"
                attr:data-testid="order-form-end"
            />
        </div>
    }
    .into_any()
}
