//! Every word that a person reads comes from `locales/` through here. A locale is one flat file of key and text; a
//! text may hold `{name}` to be filled in.
//!
//! `leptos_i18n` would check keys while compiling; its code and plural rules weigh more than all of our texts, so keys
//! are checked by `tests/architecture.rs` instead.

use std::cell::RefCell;
use std::collections::HashMap;

use domain::{Code, Rejection};

/// What the first screen says, a `key=text` a line; sorted out of `locales/` by `build.rs`.
const FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/en.first.txt"));
/// All else. It comes with the second part of the program.
const REST: &str = include_str!(concat!(env!("OUT_DIR"), "/en.rest.txt"));

thread_local! {
    static WORDS: RefCell<HashMap<&'static str, &'static str>> = RefCell::default();
}

/// Learns the words of the second part. Called once, before a page of it is built.
pub fn learn_the_rest() {
    // Known already when a screen was drawn before.
    learn(FIRST);
    learn(REST);
}

fn learn(text: &'static str) {
    WORDS.with_borrow_mut(|words| words.extend(text.lines().filter_map(|line| line.split_once('='))));
}

/// The text for `key`. An unknown key shows itself: better than nothing on the screen.
pub fn t(key: &'static str) -> &'static str {
    find(key).unwrap_or(key)
}

/// The text for `key` with its `{name}`s filled in.
pub fn t_with(key: &'static str, values: &[(&str, &str)]) -> String {
    let mut text = t(key).to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// The text for a count: `key.one` when it is one, else `key.other`, with `{n}` filled in.
pub fn t_count(key: &str, n: usize) -> String {
    let form = if n == 1 { "one" } else { "other" };
    t_named(&format!("{key}.{form}")).replace("{n}", &n.to_string())
}

/// The text for a key that is put together while running: `status.on_site`.
pub fn t_named(key: &str) -> String {
    find(key).map_or_else(|| key.to_owned(), str::to_owned)
}

/// The text for a value whose JSON is its stable name: a status, a kind, a slot.
pub fn t_value<T: serde::Serialize>(group: &str, value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => t_named(&format!("{group}.{name}")),
        _ => String::new(),
    }
}

/// What a refusal says: the reason, and which field to look at.
pub fn rejection(rejection: &Rejection) -> String {
    let reason = t_value("rejection", &rejection.code);
    match &rejection.field {
        Some(field) if rejection.code != Code::Forbidden => {
            let name = find(&format!("field.{field}")).unwrap_or(field);
            format!("{name}: {reason}")
        }
        _ => reason,
    }
}

fn find(key: &str) -> Option<&'static str> {
    if WORDS.with_borrow(HashMap::is_empty) {
        learn(FIRST);
    }
    WORDS.with_borrow(|words| words.get(key).copied())
}
