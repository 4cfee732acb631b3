//! Labels that live as long as the process, so that a request makes none.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use axum::http::{Method, StatusCode};

/// Templates of routes that were asked for: as many as the router has.
#[derive(Default)]
pub(super) struct Names {
    known: RwLock<HashMap<Box<str>, &'static str>>,
}

impl Names {
    /// The template, for ever. Only templates come here, never paths: their number is that of the routes.
    pub fn of(&self, template: &str) -> &'static str {
        if let Some(name) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(template) {
            return name;
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(template.into()).or_insert_with(|| Box::leak(template.into()))
    }
}

/// A method of those that the server knows.
pub fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// A class of status.
pub fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}
