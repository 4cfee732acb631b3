//! The first screen, as long as the second part of the program is not there: today's list of whoever is signed in. Then
//! the second part's pages stand in its place.

use leptos::prelude::*;

use super::app_frame::AppFrame;
use super::store_trouble::StoreTrouble;
use crate::features::today::TodayPage;
use crate::platform::page;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, Drawing, EmptyState};
use crate::words::t;

/// The address of the first list.
const TODAY: &str = "/today";

/// How the second part does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Second {
    /// On its way.
    Coming,
    /// Not on this phone, and not to be fetched now.
    Missing,
    /// There, with all pages.
    Here,
}

/// What stands on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Face {
    /// The static shell of index.html: it shows as long as nothing else does.
    Shell,
    /// The phone's storage cannot be opened.
    Trouble,
    /// Today's list.
    Today,
    /// Another page was asked for, and cannot be had now.
    Missing,
    /// All pages.
    Whole,
}

/// The screen.
#[component]
pub fn Front(
    /// How the second part does.
    second: RwSignal<Second>,
) -> impl IntoView {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let path = RwSignal::new(here());
    let face = Memo::new(move |_| match second.get() {
        Second::Here => Face::Whole,
        _ if desk.store_trouble().get() => Face::Trouble,
        _ if desk.is_ready() && desk.who().is_some() && path.with(|path| path == TODAY) => Face::Today,
        Second::Missing => Face::Missing,
        Second::Coming => Face::Shell,
    });
    // A link is kept in mind until the router can follow it: the program goes on loading. The listeners stay with the page.
    let follow = move |event: web_sys::MouseEvent| {
        if second.get_untracked() != Second::Here
            && let Some(asked) = page::follow_without_loading(&event)
        {
            path.set(asked);
        }
    };
    drop(window_event_listener(leptos::ev::click, follow));
    drop(window_event_listener(leptos::ev::popstate, move |_| path.set(here())));
    move || match face.get() {
        Face::Whole => ports.0.with_value(|ports| ports.screens.whole()),
        Face::Shell => ().into_any(),
        Face::Trouble => view! { <StoreTrouble/> }.into_any(),
        Face::Today => view! { <AppFrame current=path><TodayPage/></AppFrame> }.into_any(),
        Face::Missing => view! {
            <AppFrame current=path>
                <main id="main" class="page" tabindex="-1">
                    <EmptyState drawing=Drawing::Unplugged text=t("shell.missing")>
                        <Button label=t("shell.try_again") kind=ButtonKind::Primary on_press=move |()| page::reload()/>
                    </EmptyState>
                </main>
            </AppFrame>
        }
        .into_any(),
    }
}

/// The path on screen. The app's own address stands for today.
fn here() -> String {
    let path = page::path();
    if path == "/" { TODAY.to_owned() } else { path }
}
