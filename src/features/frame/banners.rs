//! Thin lines under the top bar, only while there is something to say: offline, sign-in over, new version.

use leptos::prelude::*;
use sync::client::Summary;

use crate::state::{PortsHandle, use_desk};
use crate::ui::{Banner, Button, ButtonKind, Glyph, LinkButton, Tone};
use crate::words::{t, t_count};

/// Which lines there are. Compared as a whole, so that a count that changes elsewhere draws nothing anew.
#[derive(Clone, Copy, PartialEq)]
struct Lines {
    offline: Option<usize>,
    sign_in: bool,
    update: Option<bool>,
}

impl Lines {
    fn of(summary: &Summary, update_waiting: bool) -> Self {
        Self {
            offline: summary.offline.then(|| summary.unsent()),
            sign_in: summary.sign_in_needed,
            // A server that no longer understands this build is the more pressing reason.
            update: (summary.update_needed || update_waiting).then_some(summary.update_needed),
        }
    }
}

/// The lines.
#[component]
pub(super) fn Banners() -> impl IntoView {
    let desk = use_desk();
    let lines = Memo::new(move |_| Lines::of(&desk.summary(), desk.update_waiting().get()));
    move || {
        let lines = lines.get();
        view! {
            {lines.offline.map(offline)}
            {lines.sign_in.then(sign_in)}
            {lines.update.map(update)}
        }
        .into_any()
    }
}

fn offline(unsent: usize) -> AnyView {
    let text = if unsent == 0 { t("banner.offline.none").to_owned() } else { t_count("banner.offline", unsent) };
    view! { <Banner text tone=Tone::Waiting icon=Glyph::CloudOff/> }.into_any()
}

fn sign_in() -> AnyView {
    view! {
        <Banner text=t("banner.sign_in") tone=Tone::Attention icon=Glyph::Key>
            <LinkButton label=t("banner.sign_in.action") href="/login?again=1" kind=ButtonKind::Ghost/>
        </Banner>
    }
    .into_any()
}

fn update(needed: bool) -> AnyView {
    let ports = expect_context::<PortsHandle>().0;
    let text = t(if needed { "banner.update_needed" } else { "banner.update" });
    view! {
        <Banner text tone=if needed { Tone::Attention } else { Tone::Neutral } icon=Glyph::Download>
            <Button
                label=t("banner.update.action")
                kind=ButtonKind::Ghost
                on_press=move |()| ports.with_value(|ports| ports.phone.update_now())
                attr:data-testid="update-now"
            />
        </Banner>
    }
    .into_any()
}
