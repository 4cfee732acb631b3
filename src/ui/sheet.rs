//! Choices that rise from the bottom, under the thumb.

use super::{Glyph, IconButton, modal};
use leptos::{html, prelude::*};

/// A bottom sheet; on wide screens it stands in the middle.
#[component]
pub fn Sheet(
    /// Whether it is open, both ways.
    open: RwSignal<bool>,
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// The words of the close button, for screen readers.
    #[prop(into)]
    close_label: Signal<String>,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    modal::follow(node, open);
    view! {
        <dialog
            class="sheet"
            node_ref=node
            aria-label=title
            on:close=move |_| open.set(false)
            on:click=move |event| modal::close_on_backdrop(&event, open)
        >
            <Show when=move || open.get()>
                <div class="sheet-body">
                    <div class="sheet-header">
                        <h2 tabindex="-1" autofocus>{title}</h2>
                        <IconButton
                            glyph=Glyph::Close
                            label=close_label
                            on_press=move |()| open.set(false)
                        />
                    </div>
                    {children()}
                </div>
            </Show>
        </dialog>
    }
    .into_any()
}
