//! The server, asked directly as the owner: what it has is what arrived, whatever a screen says.

use std::collections::BTreeMap;

use domain::ids::{DeviceId, MutationId, WorkOrderId};
use domain::photo::Photo;
use domain::work_order::{Note, WorkOrder};
use domain::{Edit, Entity, Key, Row};
use protocol::auth::{LoginRequest, Session};
use protocol::blobs::Rendition;
use protocol::paths;
use protocol::sync::{Mutation, PullRequest, PullResponse, PushRequest, PushResponse, Verdict};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::people::{OLIVIA, Person};
use crate::{Failure, Server};

/// Everything that the server has for one person.
pub struct Oracle {
    http: reqwest::Client,
    address: String,
    token: String,
    device: DeviceId,
    rows: BTreeMap<Key, Row>,
    handed_in: u64,
}

impl Oracle {
    /// What the owner sees: all of it.
    pub async fn ask(server: &Server) -> Result<Self, Failure> {
        Self::ask_as(server, OLIVIA).await
    }

    /// What this person may see.
    pub async fn ask_as(server: &Server, person: Person) -> Result<Self, Failure> {
        let mut oracle = Self {
            http: reqwest::Client::new(),
            address: server.address(),
            token: String::new(),
            device: DeviceId(Uuid::new_v4()),
            rows: BTreeMap::new(),
            handed_in: 0,
        };
        let Person { login, password } = person;
        let (login, password, device) = (login.into(), password.into(), oracle.device);
        let device_name = "end-to-end tests".into();
        let login = LoginRequest { login, password, device, device_name, second_factor: None };
        let session: Session = oracle.post(paths::LOGIN, &login).await?;
        oracle.token = session.access_token;
        oracle.look_again().await?;
        Ok(oracle)
    }

    /// Asks for everything anew.
    pub async fn look_again(&mut self) -> Result<(), Failure> {
        self.rows.clear();
        let (mut cursor, mut scope) = (None, None);
        loop {
            let request =
                PullRequest { schema: protocol::SCHEMA, device: self.device, cursor, scope, ..PullRequest::default() };
            let page: PullResponse = self.post(paths::PULL, &request).await?;
            self.rows.extend(page.rows.into_iter().map(|row| (row.key(), row)));
            (cursor, scope) = (Some(page.cursor), Some(page.scope));
            if !page.more {
                return Ok(());
            }
        }
    }

    /// Every row there is, removed ones too.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    /// How many rows there are.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Hands in edits, all at once, as a phone of this person's would. Each must be done.
    pub async fn hand_in(&mut self, edits: &[Edit]) -> Result<(), Failure> {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let mut mutations = Vec::with_capacity(edits.len());
        for edit in edits {
            self.handed_in += 1;
            mutations.push(Mutation {
                id: MutationId(Uuid::new_v4()),
                device_seq: self.handed_in,
                schema: protocol::SCHEMA,
                depends_on: Vec::new(),
                occurred_at: i64::try_from(now.as_millis()).unwrap_or(i64::MAX),
                clock_offset_ms: 0,
                edit: serde_json::value::to_raw_value(edit)?,
            });
        }
        let request = PushRequest { schema: protocol::SCHEMA, device: self.device, epoch: None, mutations };
        let answer: PushResponse = self.post(paths::PUSH, &request).await?;
        match answer.outcomes.iter().find(|outcome| !matches!(outcome.verdict, Verdict::Applied { .. })) {
            Some(outcome) => Err(Failure::said(format!("not done: {outcome:?}"))),
            None => Ok(()),
        }
    }

    /// Everything of one kind that was not removed.
    pub fn all<T: DeserializeOwned>(&self, entity: Entity) -> Vec<(Uuid, T)> {
        let rows = self.rows.values().filter(|row| row.entity == entity && !row.deleted);
        rows.filter_map(|row| Some((row.id, row.read()?))).collect()
    }

    /// The work order with this number.
    pub fn job(&self, number: &str) -> Result<(WorkOrderId, WorkOrder), Failure> {
        let jobs = self.all::<WorkOrder>(Entity::WorkOrder).into_iter();
        let found = jobs.into_iter().find(|(_, job)| job.label().as_deref() == Some(number));
        found
            .map(|(id, job)| (WorkOrderId(id), job))
            .ok_or_else(|| Failure::said(format!("the server has no {number}")))
    }

    /// The texts of the notes on a work order, in any order.
    pub fn notes(&self, job: WorkOrderId) -> Vec<String> {
        let notes = self.all::<Note>(Entity::Note).into_iter();
        notes.filter(|(_, note)| note.work_order == job).map(|(_, note)| note.text).collect()
    }

    /// The photos of a work order.
    pub fn photos(&self, job: WorkOrderId) -> Vec<(Uuid, Photo)> {
        self.all::<Photo>(Entity::Photo).into_iter().filter(|(_, photo)| photo.work_order == job).collect()
    }

    /// The bytes of a photo.
    pub async fn bytes(&self, photo: Uuid, rendition: Rendition) -> Result<Vec<u8>, Failure> {
        let path = format!("{}{}/{photo}/{}", self.address, paths::PHOTOS, rendition.name());
        let answer = self.http.get(path).bearer_auth(&self.token).send().await?;
        Ok(answer.error_for_status()?.bytes().await?.to_vec())
    }

    async fn post<T: Serialize, R: DeserializeOwned>(&self, path: &str, body: &T) -> Result<R, Failure> {
        let request = self.http.post(format!("{}{path}", self.address)).header(paths::CLIENT_HEADER, "1");
        Ok(request.bearer_auth(&self.token).json(body).send().await?.error_for_status()?.json().await?)
    }
}
