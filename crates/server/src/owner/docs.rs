//! The API's document, generated from the routes and the types themselves, and a page made of it: plain HTML without
//! scripts.

mod page;

use std::sync::OnceLock;

use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use crate::routes::{self, api};

/// How the page looks.
pub const STYLE: &str = include_str!("docs/page.css");

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Pem2",
        description = "What other programs of a company may ask. An admin makes a token under /admin/api-tokens and hands it \
            to the program, which sends it as `Authorization: Bearer pem2_…`. Scopes: `read` (lists and rows), `write` (edits \
            and imports), `export` (whole tables as CSV), `hooks` (webhooks). A token acts as the admin who made it, and is \
            refused once it is revoked or that person is no longer an active admin. Times are milliseconds since 1970 UTC, \
            quantities are thousandths of their unit, money is cents. Follow `next` to page; ask with the last `next` again \
            later to hear what has changed since. Lists are at most a second behind.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    modifiers(&Token),
    security(("token" = [])),
    paths(
        api::lists::work_orders, api::lists::work_order, api::writes::make_work_order, api::writes::change_work_order,
        api::lists::customers, api::lists::customer, api::writes::make_customer, api::writes::change_customer,
        api::lists::sites, api::lists::site,
        api::lists::items, api::lists::item, api::writes::make_item, api::writes::change_item,
        api::lists::levels, api::lists::level,
        api::lists::movements, api::lists::movement,
        api::lists::locations, api::lists::location,
        api::lists::time_entries, api::lists::time_entry,
        api::lists::users, api::lists::user,
        api::lists::photos, api::lists::photo,
        api::tables::export, api::tables::import,
        api::tokens::list, api::tokens::make, api::tokens::revoke,
        api::webhooks::list, api::webhooks::make, api::webhooks::remove, api::webhooks::resume,
        api::docs::document, api::docs::page, api::docs::style,
        routes::health::health, routes::auth::login,
    ),
)]
struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("pem2_…").build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The document as a value.
pub fn document() -> utoipa::openapi::OpenApi {
    Document::openapi()
}

/// The document as text.
pub fn json() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| document().to_pretty_json().unwrap_or_default())
}

/// The document as a page.
pub fn page() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| page::write(&serde_json::from_str(json()).unwrap_or_default()))
}
