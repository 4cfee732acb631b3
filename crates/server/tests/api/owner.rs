//! Other programs of a company: tokens, lists, edits, and the document that says so.

mod document;
mod edits;
mod lists;
mod tables;
mod tokens;
mod webhooks;

use reqwest::{Method, RequestBuilder};
use serde::Serialize;
use server::auth::api_token::Scope;
use server::owner::wire::MadeApiToken;

use crate::client::{Answer, Client};
use crate::world::World;

/// A program of a company.
pub struct Program {
    http: reqwest::Client,
    pub address: String,
    pub made: MadeApiToken,
}

impl Program {
    /// One whose token `admin` has just made.
    pub async fn of(world: &World, admin: &str, scopes: &[Scope]) -> Self {
        let admin = world.signed_in(admin).await;
        let answer = admin.post("/admin/api-tokens", &serde_json::json!({"name": "Billing", "scopes": scopes})).await;
        Self { http: reqwest::Client::new(), address: world.address.clone(), made: answer.ok() }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.address)).bearer_auth(&self.made.token)
    }

    pub async fn get(&self, path: &str) -> Answer {
        Client::send(self.request(Method::GET, path)).await
    }

    pub async fn write<T: Serialize>(&self, method: Method, path: &str, body: &T) -> Answer {
        Client::send(self.request(method, path).json(body)).await
    }

    /// As [`Program::write`], under a name of its own.
    pub async fn write_as<T: Serialize>(&self, key: uuid::Uuid, method: Method, path: &str, body: &T) -> Answer {
        Client::send(self.request(method, path).header("Idempotency-Key", key.to_string()).json(body)).await
    }

    /// Hands a file in.
    pub async fn import(&self, path: &str, file: impl Into<reqwest::Body>) -> Answer {
        let request = self.request(Method::POST, &format!("/api/v1/import/{path}"));
        Client::send(request.header("content-type", "text/csv").body(file)).await
    }

    /// Every row of a list, page by page.
    pub async fn all(&self, path: &str, limit: u32) -> Vec<serde_json::Value> {
        let (mut rows, mut after) = (Vec::new(), String::new());
        loop {
            let sign = if path.contains('?') { '&' } else { '?' };
            let page: serde_json::Value = self.get(&format!("{path}{sign}limit={limit}{after}")).await.ok();
            rows.extend(page["rows"].as_array().unwrap().iter().cloned());
            if page["more"] == false {
                return rows;
            }
            after = format!("&after={}", page["next"].as_str().unwrap());
        }
    }
}
