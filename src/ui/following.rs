//! A row of a long list that stays while what it shows changes.

use leptos::prelude::*;

/// Draws a row for what stands `at` its place, once there is something. From then on the row follows it; when nothing is
/// there any more it keeps what it showed, and whoever lists it hides it.
pub fn following<T: Clone + PartialEq + Send + Sync + 'static>(
    at: impl Fn() -> Option<T> + Copy + Send + Sync + 'static,
    draw: impl Fn(Signal<T>) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView {
    let drawn = Memo::new(move |before| before == Some(&true) || at().is_some());
    let row = move || {
        let first = untrack(at)?;
        let here =
            Memo::new(move |before: Option<&T>| at().or_else(|| before.cloned()).unwrap_or_else(|| first.clone()));
        Some(draw(here.into()))
    };
    (move || drawn.get().then(row).flatten()).into_any()
}
