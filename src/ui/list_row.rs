//! One row of a list: something before, two or three lines, something after.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// A row, at least 64 px high. A link with `href`, a button with `on_press`, else plain.
#[component]
pub fn ListRow(
    /// The first line.
    #[prop(into)]
    title: Signal<String>,
    /// The quieter second line.
    #[prop(optional, into)]
    text: Option<Signal<String>>,
    /// Leads to another page.
    #[prop(optional, into)]
    href: Option<Signal<String>>,
    /// Does something in place.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// A drawing, avatar or picture before the lines.
    #[prop(optional)]
    leading: Option<AnyView>,
    /// A chip, number or switch after the lines.
    #[prop(optional)]
    trailing: Option<AnyView>,
    /// More lines below the two.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let body = view! {
        {leading.map(|leading| view! { <span class="row-leading">{leading}</span> })}
        <span class="row-body">
            <span class="row-title">{title}</span>
            {text.map(|text| view! { <span class="row-text">{text}</span> })}
            {children.map(|children| children())}
        </span>
        {trailing.map(|trailing| view! { <span class="row-trailing">{trailing}</span> })}
    }
    .into_any();
    match (href, on_press) {
        (Some(href), _) => view! {
            <a class="row row-link" href=href>
                {body}
                <span class="row-go"><Icon glyph=Glyph::Forward/></span>
            </a>
        }
        .into_any(),
        (None, Some(on_press)) => view! {
            <button type="button" class="row row-link" on:click=move |_| on_press.run(())>{body}</button>
        }
        .into_any(),
        (None, None) => view! { <div class="row">{body}</div> }.into_any(),
    }
}
