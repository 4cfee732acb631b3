//! Companies beside the demonstration, made as their owners make them.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Known, PASSWORD, Server};
use crate::failure::Failure;
use crate::morning::Desk;

/// Work orders of each.
const WORK_ORDERS: usize = 60;

/// The login of the admin of a company.
pub fn login(number: &str) -> String {
    format!("boss@c{number}")
}

impl Server {
    /// Makes a company while the server does not run; the one-time code of its admin.
    pub fn found(&self, number: usize) -> Result<String, Failure> {
        let slug = format!("c{number}");
        let mut command = self.command("user");
        command.args(["add", "boss", "--name", "Boss", "--role", "admin", "--company", &slug, "--company-name", &slug]);
        let output = command.output()?;
        let said = String::from_utf8_lossy(&output.stdout);
        let code = said.lines().find_map(|line| line.strip_prefix("set-up code")?.split_whitespace().next());
        code.map(str::to_owned).ok_or_else(|| {
            Failure::Said(format!("no company was made: {said}{}", String::from_utf8_lossy(&output.stderr)))
        })
    }

    /// Signs its admin in, and gives it some work.
    pub fn company(&self, number: usize, code: &str) -> Result<Known, Failure> {
        let device = Uuid::new_v4();
        let login = login(&number.to_string());
        let set_up =
            json!({"login": login, "code": code, "password": PASSWORD, "device": device, "device_name": "load"});
        let session = self.post("/auth/set-up", "", &set_up)?;
        let admin = format!("Bearer {}", session["access_token"].as_str().unwrap_or_default());
        let token = self.post("/admin/api-tokens", &admin, &json!({"name": "load", "scopes": ["read"]}))?;
        let token = format!("Bearer {}", token["token"].as_str().unwrap_or_default());
        let customer = Uuid::new_v4();
        let made = |entity: &str, id: Uuid, fields: Value| {
            let edit = json!({"row.create": {"entity": entity, "id": id, "fields": fields}});
            json!({"id": Uuid::new_v4(), "device_seq": 1, "schema": 1, "occurred_at": 0, "edit": edit})
        };
        let mut mutations = vec![made("customer", customer, json!({"name": "Eleanor Whitfield"}))];
        mutations.extend((0..WORK_ORDERS).map(|n| {
            let fields = json!({"customer": customer, "title": format!("Replace panel {n} in the basement")});
            made("work_order", Uuid::new_v4(), fields)
        }));
        let said = self.post("/sync/push", &admin, &json!({"schema": 1, "device": device, "mutations": mutations}))?;
        let outcomes = said["outcomes"].as_array().map(Vec::as_slice).unwrap_or_default();
        match outcomes.len() == mutations.len() && outcomes.iter().all(|it| it["verdict"]["applied"].is_object()) {
            true => Ok(Known { admin, token, device, customer: customer.to_string() }),
            false => Err(Failure::Said(format!("a company has no work: {said}"))),
        }
    }

    /// What the phones of each company begin a morning with.
    pub fn desks(&self, companies: &[Known]) -> Result<Vec<Desk>, Failure> {
        let desk = |known: &Known| {
            let idle = serde_json::from_str(&self.idle_pull(known)?)?;
            Ok(Desk { authorization: known.admin.clone(), token: known.token.clone(), idle })
        };
        companies.iter().map(desk).collect()
    }
}
