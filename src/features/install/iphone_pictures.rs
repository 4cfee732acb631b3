//! What an iPhone shows on the way to the home screen, drawn: words alone do not find a button.

use leptos::prelude::*;

/// The bar at the bottom of the browser, with the share button in the middle marked.
pub(super) fn share_button() -> AnyView {
    view! {
        <svg class="empty-drawing" viewBox="0 0 160 120" aria-hidden="true" focusable="false">
            <path d="M30 4v100a12 12 0 0 0 12 12h76a12 12 0 0 0 12-12V4"/>
            <path d="M30 78h100"/>
            <path d="M46 98l-6-5 6-5M114 88l6 5-6 5"/>
            <rect x="72" y="90" width="16" height="14" rx="3"/>
            <path d="M80 98V83M75 87l5-5 5 5"/>
            <circle cx="80" cy="94" r="19" stroke-dasharray="5 5"/>
        </svg>
    }
    .into_any()
}

/// The share sheet, with "Add to Home Screen" marked.
pub(super) fn share_sheet() -> AnyView {
    view! {
        <svg class="empty-drawing" viewBox="0 0 160 120" aria-hidden="true" focusable="false">
            <path d="M20 116V24a12 12 0 0 1 12-12h96a12 12 0 0 1 12 12v92"/>
            <path d="M68 22h24"/>
            <path d="M34 42h56M34 110h44"/>
            <rect x="28" y="56" width="104" height="38" rx="8" stroke-dasharray="5 5"/>
            <path d="M38 75h52"/>
            <rect x="104" y="65" width="20" height="20" rx="4"/>
            <path d="M114 70v10M109 75h10"/>
        </svg>
    }
    .into_any()
}

/// The home screen, with the app among the others.
pub(super) fn home_screen() -> AnyView {
    view! {
        <svg class="empty-drawing" viewBox="0 0 160 120" aria-hidden="true" focusable="false">
            <path d="M30 116V16a12 12 0 0 1 12-12h76a12 12 0 0 1 12 12v100"/>
            <rect x="44" y="20" width="20" height="20" rx="5"/>
            <rect x="96" y="20" width="20" height="20" rx="5"/>
            <rect x="44" y="56" width="20" height="20" rx="5"/>
            <rect x="70" y="52" width="28" height="28" rx="7" stroke-dasharray="5 5"/>
            <path d="M86 57l-8 10h6l-2 8 8-10h-6z"/>
            <path d="M44 96h72"/>
        </svg>
    }
    .into_any()
}
