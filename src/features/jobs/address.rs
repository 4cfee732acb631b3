//! The filter in the address, so that going back finds the same list.

use std::time::Duration;

use domain::status::{ALL, Status};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

use super::filter::{Filter, Scope};
use super::place::{JobsPlace, usual_scope};

/// The address follows the typing at this distance: browsers refuse an address that changes with each key.
const SETTLED: Duration = Duration::from_millis(400);

/// Shows what the address asks for, and keeps the two in step from then on.
pub fn follow(place: JobsPlace) {
    let query = use_query_map();
    let navigate = use_navigate();
    let usual = usual_scope();
    let asked = query.with_untracked(|query| read(query, usual));
    // What this page wrote itself: no news when it comes back.
    let written = StoredValue::new(href(&asked, usual));
    place.set(asked);

    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        timer.try_update_value(|timer| timer.take().map(|timer| timer.clear()));
    };
    on_cleanup(stop);
    Effect::new(move |_| {
        let now = href(&place.filter(), usual);
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
        let asked = query.with(|query| read(query, usual));
        if written.with_value(|written| *written != href(&asked, usual)) {
            written.set_value(href(&asked, usual));
            place.set(asked);
        }
    });
}

fn read(query: &ParamsMap, usual: Scope) -> Filter {
    Filter {
        scope: query.get_str("show").and_then(Scope::named).unwrap_or(usual),
        status: query.get_str("status").and_then(status_named),
        text: query.get("q").unwrap_or_default(),
    }
}

/// The address of the list under `filter`; what is `usual` goes without saying.
pub fn href(filter: &Filter, usual: Scope) -> String {
    let mut query = ParamsMap::new();
    if filter.scope != usual {
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
