//! The filter in the address, so that going back finds the same list.

use std::time::Duration;

use domain::status::{ALL, Status};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

use super::filter::{Filter, Scope};
use super::place::JobsPlace;

/// The address follows the typing at this distance: browsers refuse an address that changes with each key.
const SETTLED: Duration = Duration::from_millis(400);

/// The filter that the address asks for now.
pub fn asked() -> Filter {
    use_query_map().with_untracked(read)
}

/// Keeps filter and address in step, both ways.
pub fn follow(scope: RwSignal<String>, status: RwSignal<Option<Status>>, text: RwSignal<String>, place: JobsPlace) {
    let query = use_query_map();
    let navigate = use_navigate();
    // What this page wrote itself: no news when it comes back.
    let written = StoredValue::new(query.with_untracked(|query| href(&read(query))));
    place.href.set(written.get_value());

    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        timer.try_update_value(|timer| timer.take().map(|timer| timer.clear()));
    };
    on_cleanup(stop);
    Effect::new(move |_| {
        let scope = scope.with(|name| Scope::named(name)).unwrap_or_default();
        let now = href(&Filter { scope, status: status.get(), text: text.get() });
        place.href.set(now.clone());
        stop();
        if now == written.get_value() {
            return;
        }
        let navigate = navigate.clone();
        let write = move || {
            written.set_value(now.clone());
            navigate(&now, NavigateOptions { replace: true, scroll: false, ..Default::default() });
        };
        timer.set_value(set_timeout_with_handle(write, SETTLED).ok());
    });
    Effect::new(move |_| {
        let asked = query.with(read);
        if written.with_value(|written| *written == href(&asked)) {
            return;
        }
        written.set_value(href(&asked));
        scope.set(asked.scope.name().to_owned());
        status.set(asked.status);
        text.set(asked.text);
    });
}

fn read(query: &ParamsMap) -> Filter {
    Filter {
        scope: query.get_str("show").and_then(Scope::named).unwrap_or_default(),
        status: query.get_str("status").and_then(status_named),
        text: query.get("q").unwrap_or_default(),
    }
}

/// The address of the list under `filter`.
fn href(filter: &Filter) -> String {
    let mut query = ParamsMap::new();
    if filter.scope != Scope::default() {
        query.insert("show", filter.scope.name().to_owned());
    }
    if let Some(status) = filter.status {
        query.insert("status", name_of(status));
    }
    if !filter.text.trim().is_empty() {
        query.insert("q", filter.text.clone());
    }
    format!("/jobs{}", query.to_query_string())
}

/// The stable name of a status, as in JSON.
pub fn name_of(status: Status) -> String {
    match serde_json::to_value(status) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

fn status_named(name: &str) -> Option<Status> {
    ALL.into_iter().find(|status| name_of(*status) == name)
}
