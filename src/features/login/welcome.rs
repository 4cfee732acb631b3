//! What surrounds the forms of somebody who is not signed in: the mark and the name, no tabs.

use leptos::prelude::*;

use crate::words::t;

/// The mark, the name, and a form.
#[component]
pub(super) fn Welcome(
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="app app-bare">
            <main id="main" class="login">
                <img class="login-mark" src="/icons/mark.svg" alt="" width="72" height="72"/>
                <h1>{t("app.name")}</h1>
                {children()}
            </main>
        </div>
    }
    .into_any()
}
