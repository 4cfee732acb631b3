//! The first screen, as long as the second part of the program is not there: today's list of whoever is signed in. Then
//! the second part's pages stand in its place.

use leptos::prelude::*;

use super::app_frame::AppFrame;
use super::store_trouble::StoreTrouble;
use crate::features::today::TodayPage;
use crate::platform::page;
use crate::state::{Desk, PortsHandle, use_desk};
use crate::ui::{Button, ButtonKind, Drawing, EmptyState, SkeletonRows};
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
    /// Another page was asked for, and is on its way.
    Waiting,
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
        Second::Missing if !is_today(path) || !knows(desk) => Face::Missing,
        _ if !knows(desk) => Face::Shell,
        _ if is_today(path) => Face::Today,
        _ => Face::Waiting,
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
    move || {
        match face.get() {
        Face::Whole => ports.0.with_value(|ports| ports.screens.whole()),
        Face::Shell => ().into_any(),
        Face::Trouble => view! { <StoreTrouble/> }.into_any(),
        Face::Today => view! { <AppFrame current=path><TodayPage/></AppFrame> }.into_any(),
        Face::Waiting => view! {
            <AppFrame current=path>
                <main id="main" class="page" tabindex="-1" aria-busy="true"><SkeletonRows count=6/></main>
            </AppFrame>
        }
        .into_any(),
        Face::Missing => view! {
            <AppFrame current=path>
                <main id="main" class="page" tabindex="-1">
                    <div role="status">
                        <EmptyState drawing=Drawing::Unplugged text=t("shell.missing")>
                            <Button label=t("shell.try_again") kind=ButtonKind::Primary on_press=move |()| page::reload()/>
                        </EmptyState>
                    </div>
                </main>
            </AppFrame>
        }
        .into_any(),
    }
    }
}

/// Whether somebody is signed in whose list can be shown.
fn knows(desk: Desk) -> bool {
    desk.is_ready() && desk.who().is_some()
}

fn is_today(path: RwSignal<String>) -> bool {
    path.with(|path| path == TODAY)
}

/// The path on screen. The app's own address stands for today.
fn here() -> String {
    let path = page::path();
    if path == "/" { TODAY.to_owned() } else { path }
}
