//! The way back from a page.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::state::PortsHandle;

/// Goes to where the person came from; opened from outside of the app, to the page above, in place of this one.
pub(super) fn way_back(above: String) -> Callback<()> {
    let ports = expect_context::<PortsHandle>();
    let navigate = use_navigate();
    Callback::new(move |()| {
        if !ports.0.with_value(|ports| ports.phone.go_back()) {
            navigate(&above, leptos_router::NavigateOptions { replace: true, ..Default::default() });
        }
    })
}
