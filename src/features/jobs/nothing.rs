//! No rows: why, and one thing to do about it.

use leptos::prelude::*;

use super::filter::{Filter, Scope};
use super::place::JobsPlace;
use crate::ui::{Button, Drawing, EmptyState, LinkButton};
use crate::words::t;

/// The empty list.
#[component]
pub(super) fn Nothing(place: JobsPlace) -> impl IntoView {
    move || {
        let Filter { scope, status, text } = place.filter();
        let narrowed = status.is_some() || !text.trim().is_empty();
        match (narrowed, scope) {
            (true, Scope::All) => offer(Drawing::Lens, "jobs.none_found", "jobs.show_all", move || {
                place.set(Filter { scope: Scope::All, ..Filter::default() });
            }),
            // What was typed is most likely right, and the job somebody else's.
            (true, _) => offer(Drawing::Lens, "jobs.none_found", "jobs.look_in_all", move || {
                place.set(Filter { scope: Scope::All, status: None, text: place.text.get_untracked() });
            }),
            (false, Scope::All) => view! {
                <EmptyState drawing=Drawing::Clipboard text=t("jobs.none")>
                    <LinkButton label=t("jobs.new") href="/jobs/new"/>
                </EmptyState>
            }
            .into_any(),
            (false, scope) => {
                let words = if scope == Scope::Today { "jobs.none_today" } else { "jobs.none_mine" };
                offer(Drawing::Calendar, words, "jobs.show_all", move || {
                    place.set(Filter { scope: Scope::All, ..Filter::default() });
                })
            }
        }
    }
}

fn offer(drawing: Drawing, text: &'static str, label: &'static str, act: impl Fn() + Send + Sync + 'static) -> AnyView {
    let press = Callback::new(move |()| act());
    view! {
        <EmptyState drawing text=t(text)>
            <Button label=t(label) on_press=press attr:data-testid="job-look-in-all"/>
        </EmptyState>
    }
    .into_any()
}
