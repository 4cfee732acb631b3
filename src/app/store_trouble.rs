//! What to do when the phone's storage cannot be opened. Signing in would not help, and nothing of the store is touched.

use leptos::prelude::*;

use crate::platform::page;
use crate::ui::{Button, ButtonKind, Drawing, EmptyState};
use crate::words::t;

/// The page.
#[component]
pub fn StoreTrouble() -> impl IntoView {
    view! {
        <div class="app">
            <main id="main" class="page">
                <EmptyState drawing=Drawing::Unplugged text=t("shell.store_trouble")>
                    <Button label=t("shell.try_again") kind=ButtonKind::Primary on_press=move |()| page::reload()/>
                </EmptyState>
            </main>
        </div>
    }
    .into_any()
}
