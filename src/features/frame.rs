//! What surrounds every page: the top bar with the sync chip, the banners, and the place of the page itself.
//!
//! Never here: tabs and notices, which stay while pages change: they are in `app`.

mod back;
mod banners;
mod chip_words;
mod sync_chip;

use banners::Banners;
use leptos::prelude::*;
pub use sync_chip::SyncChip;

use crate::state::PortsHandle;
use crate::ui::TopBar;
use crate::words::t;

/// A page. `bare` leaves out the chip and the banners, for somebody who is not signed in and for the camera.
#[component]
pub fn Frame(
    /// Where I am.
    #[prop(into)]
    title: Signal<String>,
    /// The page above this one. A way back is offered: to where I came from, else to here.
    #[prop(optional, into)]
    back: Option<String>,
    /// No chip, no banners.
    #[prop(optional)]
    bare: bool,
    /// One button after the chip.
    #[prop(optional)]
    trailing: Option<ViewFn>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let ports = expect_context::<PortsHandle>();
    // Read out by screen readers when the page changes, and shown where the phone lists its open apps.
    Effect::new(move |_| ports.0.with_value(|ports| title.with(|title| ports.phone.set_title(title))));
    // Once the page stands where the one before stood. The first screen is only drawn again, whole.
    if ports.0.with_value(|ports| ports.screens.has_arrived()) {
        Effect::new(move |_| request_animation_frame(move || ports.0.with_value(|ports| ports.phone.page_changed())));
    }
    let trailing = move || {
        view! {
            {(!bare).then(|| view! { <SyncChip/> })}
            {trailing.map(|trailing| trailing.run())}
        }
        .into_any()
    };
    let top = match back {
        Some(href) => view! {
            <TopBar title on_back=back::way_back(href) back_label=t("frame.back")>{trailing()}</TopBar>
        }
        .into_any(),
        None => view! { <TopBar title>{trailing()}</TopBar> }.into_any(),
    };
    view! {
        {top}
        {(!bare).then(|| view! { <Banners/> })}
        <main id="main" class="page" tabindex="-1">{children()}</main>
    }
    .into_any()
}
