//! The outline of what is in view, drawn on the picture.

use leptos::prelude::*;
use protocol::scan::{Detection, Standing};

use crate::state::ports::Seen;

/// The layer. It lies over the video and is cut as the video is: `slice` does what `object-fit: cover` does.
#[component]
pub(super) fn Outline(
    /// What is in view.
    seen: RwSignal<Option<Seen>>,
) -> impl IntoView {
    let view_box = move || {
        seen.with(|seen| {
            let size = seen.as_ref().map(|seen| seen.size);
            size.map_or_else(|| "0 0 1 1".to_owned(), |size| format!("0 0 {} {}", size.width, size.height))
        })
    };
    let shape = |code: &Detection| {
        let sure = code.standing != Standing::Candidate;
        view! { <polygon points=points(&code.outline) data-sure=sure.then_some("") data-testid="scan-shape"/> }
    };
    let shapes = move || seen.with(|seen| seen.iter().flat_map(|seen| &seen.codes).map(shape).collect_view());
    view! {
        <svg
            class="scan-outline" aria-hidden="true" focusable="false" preserveAspectRatio="xMidYMid slice" viewBox=view_box
        >
            {shapes}
        </svg>
    }
    .into_any()
}

/// "10.0,20.0 30.0,20.0": four corners, or the two ends of the line that read the code.
fn points(outline: &[[f32; 2]]) -> String {
    let points: Vec<String> = outline.iter().map(|[x, y]| format!("{x:.1},{y:.1}")).collect();
    points.join(" ")
}
