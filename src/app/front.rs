//! The first screen, as long as the second part of the program is not there: today's list of whoever is signed in. Then
//! the second part's pages stand in its place.

use leptos::prelude::*;

use super::places::PlaceTabs;
use super::store_trouble::StoreTrouble;
use crate::features::today::TodayPage;
use crate::platform::page;
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Drawing, EmptyState};
use crate::words::t;

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
    let path = RwSignal::new(page::path());
    let face = Memo::new(move |_| match second.get() {
        Second::Here => Face::Whole,
        _ if !desk.is_ready() => Face::Shell,
        _ if desk.store_trouble().get() => Face::Trouble,
        _ if desk.who().is_some() && path.with(|path| is_today(path)) => Face::Today,
        Second::Missing => Face::Missing,
        Second::Coming => Face::Shell,
    });
    // A link is kept in mind until the router can follow it: the program goes on loading.
    let follow = move |event: web_sys::MouseEvent| {
        if let Some(asked) = page::follow_without_loading(&event) {
            path.set(asked);
        }
    };
    move || match face.get() {
        Face::Whole => ports.0.with_value(|ports| ports.screens.whole()),
        Face::Shell => ().into_any(),
        Face::Trouble => view! { <StoreTrouble/> }.into_any(),
        Face::Today => view! {
            <div class="app" on:click=follow>
                <TodayPage/>
                <PlaceTabs current=path/>
            </div>
        }
        .into_any(),
        Face::Missing => view! {
            <div class="app" on:click=follow>
                <main class="page"><EmptyState drawing=Drawing::Unplugged text=t("shell.missing")/></main>
                <PlaceTabs current=path/>
            </div>
        }
        .into_any(),
    }
}

fn is_today(path: &str) -> bool {
    matches!(path, "/" | "/today")
}
