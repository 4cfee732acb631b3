//! Grey shapes that keep the place of what is being read from the phone.

use leptos::prelude::*;

/// Rows of the height of a [`super::ListRow`], so that nothing jumps when the real ones arrive.
#[component]
pub fn SkeletonRows(
    /// How many rows to keep free.
    #[prop(default = 4)]
    count: usize,
) -> impl IntoView {
    let row = || {
        view! {
            <div class="row skeleton-row">
                <span class="row-body">
                    <span class="skeleton skeleton-title"></span>
                    <span class="skeleton skeleton-text"></span>
                </span>
            </div>
        }
    };
    view! {
        <div class="skeleton-rows" aria-hidden="true">
            {(0..count).map(|_| row()).collect_view()}
        </div>
    }
    .into_any()
}
