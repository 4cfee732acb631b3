//! The places of pages that the second part draws.

use leptos::prelude::*;

use crate::state::{Page, screens};
use crate::ui::{Drawing, EmptyState, SkeletonRows};
use crate::words::t;

/// Said when the second part is not on this phone and cannot be fetched now.
#[derive(Clone, Copy)]
pub struct SecondMissing(pub RwSignal<bool>);

/// A page of the second part. One type for all pages: the router's code is made once for each type.
pub fn later(page: Page) -> impl Fn() -> AnyView + Clone + Send + 'static {
    move || {
        let missing = expect_context::<SecondMissing>().0;
        let inside = move || match missing.get() {
            true => view! { <EmptyState drawing=Drawing::Unplugged text=t("shell.missing")/> }.into_any(),
            false => view! { <SkeletonRows/> }.into_any(),
        };
        screens::page(page, move || view! { <main class="page">{inside}</main> }.into_any())
    }
}
