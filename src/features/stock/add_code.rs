//! Another code for an item, typed by hand.

use domain::barcode::code_key;
use domain::ids::ItemId;
use domain::quantity::Quantity;
use leptos::prelude::*;

use super::actions::add_code;
use crate::features::saving::use_saving;
use crate::state::PortsHandle;
use crate::ui::{Button, ButtonKind, Stepper, TextField};
use crate::words::t;

/// The form.
#[component]
pub(super) fn AddCode(
    /// For which item.
    item: ItemId,
    /// What is counted.
    unit: Signal<String>,
    /// Closes when saved.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (ports, saving) = (expect_context::<PortsHandle>(), use_saving());
    let (code, pack) = (RwSignal::new(String::new()), RwSignal::new(Quantity::whole(1).0));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = ports.0.with_value(|ports| ports.phone.clean(&code.get_untracked()));
        let edit = add_code(item, code_key(&typed), Quantity(pack.get_untracked()));
        saving.form(vec![edit], move || {
            saving.say(t("stock.code_added"));
            open.try_set(false);
        });
    };
    view! {
        <form class="form" on:submit=submit>
            <TextField
                label=t("field.codes") value=code autocapitalize="none" maxlength=200 name="code"
                error=saving.refused_field("codes")
            />
            <p class="field-label">{t("field.pack")}</p>
            <Stepper
                label=t("field.pack") less_label=t("stock.less") more_label=t("stock.more")
                value=pack decimals=3 least=1 most=Quantity::MAX.0 unit
            />
            <Button
                label=t("stock.add_code") kind=ButtonKind::Primary block=true submit=true busy=saving.busy()
                attr:data-testid="code-save"
            />
        </form>
    }
    .into_any()
}
