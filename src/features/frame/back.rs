//! The way back from a page.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// Goes to the page above.
pub(super) fn way_back(href: String) -> Callback<()> {
    let navigate = use_navigate();
    Callback::new(move |()| navigate(&href, Default::default()))
}
