//! A list of thousands that keeps some thirty rows in the page. A row's elements stay while what they say changes, and
//! while a search has nothing for them: drawing the same twenty rows anew was most of what a keystroke cost.
//!
//! The page itself scrolls, not a box inside it: on an iPhone that keeps the bounce, the tap on the
//! status bar and the address bar that folds away. On a wide screen a pane of class `scroller` may
//! scroll instead; the list looks for one above itself.

use super::same_row::SameRow;
use super::window_math::{SPARE_ROWS, scroll_back, visible_rows};
use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys};
use wasm_bindgen::closure::Closure;

/// What the list measured last, in CSS pixels.
#[derive(Clone, Copy, Default, PartialEq)]
struct Measured {
    top: f64,
    screen: f64,
    row: f64,
}

/// A windowed list. Every row has the same height, in rem, so that it grows with the text.
#[component]
pub fn VirtualList(
    /// What is listed, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// The height of a row in rem.
    row_rem: f64,
    /// Draws the row of a place, once; see [`super::following`]. A place past the end is hidden.
    #[prop(into)]
    row: Callback<usize, AnyView>,
    /// Who stands at a place: what a tap there opens.
    #[prop(into)]
    who: Callback<usize, Option<String>>,
    /// Where the list stood, kept by the caller so that coming back finds the same rows.
    #[prop(optional)]
    depth: Option<RwSignal<f64>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let measured = RwSignal::new(Measured::default());
    let measure = move || {
        // The page may be gone by the next frame, and its signals with it.
        let Some(list) = node.try_get_untracked().flatten() else {
            return;
        };
        let bounds = list.get_bounding_client_rect();
        let screen = window().inner_height().ok().and_then(|height| height.as_f64());
        let rows = count.get_untracked().max(1) as f64;
        measured.set(Measured { top: bounds.top(), screen: screen.unwrap_or_default(), row: bounds.height() / rows });
        if let Some(depth) = depth {
            depth.set(-bounds.top());
        }
    };

    Effect::new(move |_| {
        let Some(list) = node.get() else { return };
        let scroller = list.closest(".scroller").ok().flatten();
        let remembered = depth.map(|depth| depth.get_untracked()).unwrap_or_default();
        let top = list.get_bounding_client_rect().top();
        if let Some(way) = scroll_back(top, remembered) {
            match &scroller {
                Some(scroller) => scroller.scroll_by_with_x_and_y(0.0, way),
                None => window().scroll_by_with_x_and_y(0.0, way),
            }
        }
        measure();
        listen(scroller.map_or_else(|| window().into(), JsCast::unchecked_into), measure);
    });
    // Another number of rows is another height: look again once the page has it.
    Effect::new(move |_| {
        count.track();
        request_animation_frame(measure);
    });

    // Rows beyond the end of a short list wait, hidden, for one that is longer again.
    let places = Memo::new(move |_| {
        let Measured { top, screen, row } = measured.get();
        visible_rows(top, screen, row, count.get().max(4 * SPARE_ROWS))
    });
    let same = SameRow::new(who, move || node.try_get_untracked().flatten().map(JsCast::unchecked_into));
    let place = move |index: usize| {
        let gone = Memo::new(move |_| index >= count.get());
        view! {
            <div
                class="virtual-row"
                role="listitem"
                aria-posinset=index + 1
                aria-setsize=move || count.get().to_string()
                data-place=index
                style:height=format!("{row_rem}rem")
                hidden=move || gone.get()
            >
                {row.run(index)}
            </div>
        }
    };
    view! {
        <div
            class="virtual-list"
            role="list"
            aria-label=label
            node_ref=node
            on:focusin=move |event| same.on_focus(&event)
            on:focusout=move |_| same.on_blur()
            style:height=move || format!("{}rem", count.get() as f64 * row_rem)
        >
            <div
                class="virtual-window"
                role="presentation"
                style:transform=move || format!("translateY({}rem)", places.get().start as f64 * row_rem)
            >
                <For each=move || places.get() key=|index| *index let:index>
                    {place(index)}
                </For>
            </div>
        </div>
    }
    .into_any()
}

/// Calls `measure` on scroll and resize for as long as the current owner lives.
fn listen(scroller: web_sys::EventTarget, measure: impl Fn() + Copy + 'static) {
    let closure = Closure::<dyn Fn()>::new(measure);
    let function = closure.as_ref().unchecked_ref::<leptos::web_sys::js_sys::Function>();
    let targets = [(scroller, "scroll"), (window().into(), "resize")];
    for (target, event) in &targets {
        // Adding a listener to a live target does not fail.
        let _ = target.add_event_listener_with_callback(event, function);
    }
    let kept = StoredValue::new_local((targets, closure));
    on_cleanup(move || {
        kept.try_with_value(|(targets, closure)| {
            for (target, event) in targets {
                let function = closure.as_ref().unchecked_ref();
                let _ = target.remove_event_listener_with_callback(event, function);
            }
        });
    });
}
