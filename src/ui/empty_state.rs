//! What a list shows when there is nothing in it: a drawing, a sentence, one thing to do.

use leptos::prelude::*;

/// The drawings of `public/icons/empty.svg`, all in one line weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// No work orders.
    Clipboard,
    /// A free day.
    Calendar,
    /// No photos.
    Camera,
    /// No stock, no parts.
    Shelf,
    /// Nothing found.
    Lens,
    /// Everything is sent.
    Sent,
    /// Something is not there, or may not be seen.
    Unplugged,
}

impl Drawing {
    const fn symbol(self) -> &'static str {
        match self {
            Self::Clipboard => "clipboard",
            Self::Calendar => "calendar",
            Self::Camera => "camera",
            Self::Shelf => "shelf",
            Self::Lens => "lens",
            Self::Sent => "sent",
            Self::Unplugged => "unplugged",
        }
    }
}

/// An empty place.
#[component]
pub fn EmptyState(
    /// The drawing.
    drawing: Drawing,
    /// The sentence.
    #[prop(into)]
    text: Signal<String>,
    /// One button, or nothing.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="empty-drawing" aria-hidden="true" focusable="false">
                <use href=format!("/icons/empty.svg#{}", drawing.symbol())></use>
            </svg>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
