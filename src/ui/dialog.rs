//! A question in the middle of the screen. For what cannot be undone, and little else.

use super::modal;
use leptos::{html, prelude::*};

/// A modal dialog with a title. Escape and the backdrop close it, the focus returns.
#[component]
pub fn Dialog(
    /// Whether it is open, both ways.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What it says; the buttons go into a `div` of class `dialog-actions`.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    modal::follow(node, open);
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-label=title
            on:close=move |_| open.set(false)
            on:click=move |event| modal::close_on_backdrop(&event, open)
        >
            <Show when=move || open.get()>
                <div class="dialog-body">
                    <h2 tabindex="-1" autofocus>{title}</h2>
                    {children()}
                </div>
            </Show>
        </dialog>
    }
    .into_any()
}
