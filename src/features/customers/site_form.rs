//! The fields of an address.

use leptos::prelude::*;

use crate::features::form::Form;
use crate::features::saving::Saving;
use crate::ui::{TextArea, TextField};
use crate::words::t;

/// Their names, in rows and in forms.
pub const SITE_FIELDS: [&str; 6] = ["label", "street", "town", "state", "zip", "access"];

/// The fields.
#[component]
pub fn SiteFields(form: Form, saving: Saving) -> impl IntoView {
    view! {
        <TextField
            label=t("customers.street")
            value=form.field("street")
            error=saving.refused_field("street")
            name="street"
            autocomplete="off"
            enterkeyhint="next"
            maxlength=200
            attr:data-testid="site-street"
        />
        <div class="grid-2">
            <TextField label=t("field.town") value=form.field("town") name="town" enterkeyhint="next" maxlength=200/>
            <TextField
                label=t("field.state")
                value=form.field("state")
                name="state"
                enterkeyhint="next"
                autocapitalize="characters"
                maxlength=20
            />
            <TextField
                label=t("field.zip")
                value=form.field("zip")
                name="zip"
                inputmode="numeric"
                enterkeyhint="next"
                maxlength=20
            />
            <TextField
                label=t("customers.site_label")
                value=form.field("label")
                name="label"
                enterkeyhint="next"
                maxlength=200
            />
        </div>
        <TextArea
            label=t("customers.access")
            value=form.field("access")
            rows=2
            error=saving.refused_field("access")
            name="access"
            maxlength=2000
        />
    }
    .into_any()
}
