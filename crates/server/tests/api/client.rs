//! A phone, as far as the server sees one.

use std::collections::BTreeMap;

use domain::ids::{DeviceId, MutationId};
use domain::{Edit, Entity, Key, Row};
use protocol::SCHEMA;
use protocol::auth::{LoginRequest, Session, Who};
use protocol::error::{ErrorBody, ErrorCode};
use protocol::paths;
use protocol::sync::{
    Mutation, Outcome, PACK_FORM, PullRequest, PullResponse, PushRequest, PushResponse, Verdict, Waiting,
};
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body of a success.
    #[track_caller]
    pub fn ok<T: DeserializeOwned>(&self) -> T {
        assert!(self.status.is_success(), "{}: {}", self.status, String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The code of an error, which must have its status too.
    #[track_caller]
    pub fn error(&self, status: u16) -> ErrorCode {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
        let body: ErrorBody = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(body.request_id, self.header("x-request-id"));
        body.code
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

/// A phone.
pub struct Client {
    http: reqwest::Client,
    pub address: String,
    pub device: DeviceId,
    pub token: Option<String>,
    pub who: Option<Who>,
    sent: u64,
    cursor: Option<String>,
    scope: Option<String>,
    /// What the phone holds.
    pub rows: BTreeMap<Key, Row>,
    /// What it was told of its own edits.
    pub settled: Vec<Outcome>,
}

impl Client {
    pub fn new(address: &str) -> Self {
        Self {
            http: reqwest::Client::new(),
            address: address.into(),
            device: DeviceId(Uuid::new_v4()),
            token: None,
            who: None,
            sent: 0,
            cursor: None,
            scope: None,
            rows: BTreeMap::new(),
            settled: Vec::new(),
        }
    }

    /// A request with what the app always sends.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.address)).header(paths::CLIENT_HEADER, "1");
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn send(request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, body: response.bytes().await.unwrap().to_vec() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        Self::send(self.request(Method::GET, path)).await
    }

    pub async fn post<T: Serialize>(&self, path: &str, body: &T) -> Answer {
        Self::send(self.request(Method::POST, path).json(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Self::send(self.request(Method::DELETE, path)).await
    }

    pub async fn log_in(&self, login: &str, password: &str) -> Answer {
        self.log_in_with(login, password, None).await
    }

    pub async fn log_in_with(&self, login: &str, password: &str, second_factor: Option<&str>) -> Answer {
        let (login, password, device) = (login.into(), password.into(), self.device);
        let second_factor = second_factor.map(str::to_owned);
        self.post(paths::LOGIN, &LoginRequest { login, password, device, device_name: "test".into(), second_factor })
            .await
    }

    /// Signs in; the refresh cookie's value.
    pub async fn sign_in(&mut self, login: &str, password: &str) -> String {
        let answer = self.log_in(login, password).await;
        self.take(&answer)
    }

    /// Takes an answer that signs in; the refresh cookie's value.
    pub fn take(&mut self, answer: &Answer) -> String {
        let session: Session = answer.ok();
        self.token = Some(session.access_token);
        self.who = Some(session.who);
        let cookie = answer.header("set-cookie");
        cookie.split(';').next().and_then(|pair| pair.split_once('=')).unwrap().1.to_owned()
    }

    /// Asks for a new access token with this refresh cookie.
    pub async fn refresh(&self, cookie: &str) -> Answer {
        let request = self.http.post(format!("{}{}", self.address, paths::REFRESH)).header(paths::CLIENT_HEADER, "1");
        Self::send(request.header("cookie", format!("pem2_refresh={cookie}"))).await
    }

    /// The next edit of this phone.
    pub fn mutation(&mut self, edit: &Edit) -> Mutation {
        self.sent += 1;
        Mutation {
            id: MutationId(Uuid::new_v4()),
            device_seq: self.sent,
            schema: SCHEMA,
            depends_on: Vec::new(),
            occurred_at: server::clock::now(),
            clock_offset_ms: 0,
            edit: serde_json::value::to_raw_value(edit).unwrap(),
        }
    }

    pub async fn push_mutations(&self, mutations: Vec<Mutation>) -> Answer {
        self.post(paths::PUSH, &PushRequest { schema: SCHEMA, device: self.device, epoch: None, mutations }).await
    }

    /// Hands in an edit; what became of it.
    #[track_caller]
    pub fn push(&mut self, edit: Edit) -> impl Future<Output = Verdict> {
        let mutation = self.mutation(&edit);
        async move {
            let response: PushResponse = self.push_mutations(vec![mutation]).await.ok();
            response.outcomes[0].verdict.clone()
        }
    }

    /// Hands in an edit that must be done.
    pub async fn done(&mut self, edit: Edit) {
        let verdict = self.push(edit).await;
        assert!(matches!(verdict, Verdict::Applied { .. }), "{verdict:?}");
    }

    /// Asks for one page, without keeping it.
    pub async fn pull_page(&self, cursor: Option<String>, limit: Option<u32>) -> Answer {
        let request = PullRequest {
            schema: SCHEMA,
            device: self.device,
            cursor,
            scope: self.scope.clone(),
            limit,
            ..PullRequest::default()
        };
        self.post(paths::PULL, &request).await
    }

    /// Asks for everything in one answer, in pages of `rows`.
    pub async fn pull_ahead(&self, rows: u32, ahead: u32) -> Answer {
        let limit = Some(rows);
        let request = PullRequest { schema: SCHEMA, device: self.device, limit, ahead, ..PullRequest::default() };
        self.post(paths::PULL, &request).await
    }

    /// Asks for everything in one answer, in packs of `rows`.
    pub async fn pull_packs(&self, rows: u32) -> Answer {
        let (device, limit) = (self.device, Some(rows));
        let request =
            PullRequest { schema: SCHEMA, device, limit, ahead: 64, packs: PACK_FORM, ..PullRequest::default() };
        self.post(paths::PULL, &request).await
    }

    /// The same as browsers ask for it: compressed, and not unpacked here.
    pub async fn pull_ahead_packed(&self, rows: u32, ahead: u32, encoding: &str) -> Answer {
        let limit = Some(rows);
        let request = PullRequest { schema: SCHEMA, device: self.device, limit, ahead, ..PullRequest::default() };
        let asked = self.request(Method::POST, paths::PULL).header("accept-encoding", encoding).json(&request);
        Self::send(asked).await
    }

    /// Asks for what is new, and for the digest of all rows.
    pub async fn pull_with_digest(&self) -> PullResponse {
        self.pull_saying(true, None).await
    }

    /// Tells what waits on this phone.
    pub async fn tell(&self, waiting: Waiting) {
        self.pull_saying(false, Some(waiting)).await;
    }

    async fn pull_saying(&self, digest: bool, waiting: Option<Waiting>) -> PullResponse {
        let (cursor, scope) = (self.cursor.clone(), self.scope.clone());
        let request = PullRequest {
            schema: SCHEMA,
            device: self.device,
            cursor,
            scope,
            digest,
            waiting,
            ..PullRequest::default()
        };
        self.post(paths::PULL, &request).await.ok()
    }

    /// Whether the person works in the office.
    pub fn who_is_office(&self) -> bool {
        self.who.as_ref().is_some_and(|who| who.role.is_office())
    }

    /// Asks until nothing is new, as the app does; in small pages, so that there are several.
    pub async fn pull(&mut self) {
        self.pull_in_pages_of(7).await;
    }

    pub async fn pull_in_pages_of(&mut self, rows: u32) {
        loop {
            let page: PullResponse = self.pull_page(self.cursor.clone(), Some(rows)).await.ok();
            if page.reset.is_some() {
                self.rows.clear();
                (self.cursor, self.scope) = (None, None);
                continue;
            }
            for key in page.gone {
                self.rows.remove(&key);
            }
            self.rows.extend(page.rows.into_iter().map(|row| (row.key(), row)));
            self.settled.extend(page.settled);
            (self.cursor, self.scope) = (Some(page.cursor), Some(page.scope));
            if !page.more {
                return;
            }
        }
    }

    /// What the server said that this phone may see.
    pub fn know_scope(&mut self, scope: String) {
        self.scope = Some(scope);
    }

    pub fn cursor(&self) -> Option<String> {
        self.cursor.clone()
    }

    /// Whether the phone holds this row, alive.
    pub fn holds(&self, entity: Entity, id: Uuid) -> bool {
        self.rows.get(&Key::new(entity, id)).is_some_and(|row| !row.deleted)
    }

    /// A field of a row that the phone holds.
    pub fn field(&self, entity: Entity, id: Uuid, name: &str) -> serde_json::Value {
        self.rows[&Key::new(entity, id)].body.fields().unwrap()[name].clone()
    }
}

/// An edit that makes a row.
pub fn create(entity: Entity, id: Uuid, fields: serde_json::Value) -> Edit {
    Edit::Create { entity, id, fields: fields.as_object().unwrap().clone() }
}

/// An edit that changes one field.
pub fn set(entity: Entity, id: Uuid, field: &str, old: serde_json::Value, new: serde_json::Value) -> Edit {
    let change = domain::edit::Change { old, new };
    Edit::SetFields { entity, id, patch: [(field.to_owned(), change)].into() }
}

/// A customer and a work order for these people, made by `office`; the work order.
pub async fn work_order(office: &mut Client, assignees: &[domain::ids::UserId]) -> (Uuid, Uuid) {
    let (customer, order) = (Uuid::new_v4(), Uuid::new_v4());
    office.done(create(Entity::Customer, customer, serde_json::json!({"name": "Eleanor Whitfield"}))).await;
    let fields =
        serde_json::json!({"title": "Panel", "customer": customer, "assignees": assignees, "status": "dispatched"});
    office.done(create(Entity::WorkOrder, order, fields)).await;
    (order, customer)
}
