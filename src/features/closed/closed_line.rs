//! The line under the top bar.

use leptos::prelude::*;
use sync::client::Closed;

use super::admins::admins;
use super::way_on::WayOn;
use crate::state::use_desk;
use crate::ui::{Banner, ButtonKind, Glyph, Tone};
use crate::words::{t, t_with};

/// What happened, what is safe, what to do.
#[component]
pub fn ClosedLine(
    /// Why nobody is let in.
    closed: Closed,
) -> impl IntoView {
    let desk = use_desk();
    let (text, icon) = match closed {
        Closed::SignIn => (t("closed.sign_in").to_owned(), Glyph::Key),
        Closed::Locked => (t_with("closed.locked", &[("admin", &untrack(|| admins(desk)))]), Glyph::Lock),
        Closed::SecondFactor => (t("closed.factor").to_owned(), Glyph::Shield),
    };
    view! {
        <Banner text tone=Tone::Attention icon attr:data-testid="closed-line">
            <WayOn closed kind=ButtonKind::Ghost/>
        </Banner>
    }
    .into_any()
}
