//! A person as two letters.

use leptos::prelude::*;

/// The initials of a name in a circle.
#[component]
pub fn Avatar(
    /// The full name.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="avatar" role="img" aria-label=name title=name>
            {move || name.with(|name| initials(name))}
        </span>
    }
    .into_any()
}

/// First letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}
