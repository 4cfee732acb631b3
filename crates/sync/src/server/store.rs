//! What the server's engine needs of a database. Implementations run `conformance::server_store`.

use std::collections::HashMap;
use std::future::Future;

use domain::ids::{CompanyId, CustomerId, DeviceId, MutationId, UserId, WorkOrderId};
use domain::permission::Actor;
use domain::scope::Scope;
use domain::{Entity, Key, Row};
use protocol::sync::{Outcome, Verdict};
use uuid::Uuid;

use super::actor;

/// What was said about an edit the first time.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredResult {
    /// SHA-256 of the edit's content, in hexadecimal digits: the same identifier with other content is a fault.
    pub content: String,
    /// What became of it.
    pub verdict: Verdict,
}

/// One edit that was dealt with, to be remembered for at least 400 days.
#[derive(Clone, Debug, PartialEq)]
pub struct NewResult {
    /// The edit.
    pub id: MutationId,
    /// From which phone.
    pub device: DeviceId,
    /// Whose.
    pub user: UserId,
    /// Its place among the phone's edits.
    pub device_seq: u64,
    /// The name of its kind; empty when this build does not know it.
    pub kind: &'static str,
    /// The row it is about, as far as this build can tell.
    pub subject: Option<Key>,
    /// The answer.
    pub result: StoredResult,
}

/// A row as a store hands it out for a pull, with the scope it was stored under.
#[derive(Clone, Debug, PartialEq)]
pub struct ScopedRow {
    /// Who may see it.
    pub scope: Scope,
    /// The row.
    pub row: Row,
}

/// A living row by what is compared of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionedKey {
    /// Who may see it.
    pub scope: Scope,
    /// Who made it.
    pub author: UserId,
    /// Which row.
    pub key: Key,
    /// In which version.
    pub version: u64,
}

/// A database of many companies.
pub trait ServerStore: Sized + Sync {
    /// Why the database failed. The engine passes it on; nothing was changed.
    type Error: Send;
    /// A transaction on one company. Dropped without [`PushTx::commit`], it changes nothing.
    type Tx: PushTx<Error = Self::Error> + Send;

    /// Names this database since it was made or restored.
    fn epoch(&self) -> impl Future<Output = Result<Uuid, Self::Error>> + Send;
    /// Starts a transaction and locks the company's counter.
    fn begin(&self, company: CompanyId) -> impl Future<Output = Result<Self::Tx, Self::Error>> + Send;
    /// The company's newest sequence number.
    fn head(&self, company: CompanyId) -> impl Future<Output = Result<u64, Self::Error>> + Send;
    /// Rows with `after < seq <= upto` in order of `seq`, at least `limit` of them if there are so many; never only a
    /// part of those with one `seq`.
    fn rows_between(
        &self,
        company: CompanyId,
        after: u64,
        upto: u64,
        limit: u32,
    ) -> impl Future<Output = Result<Vec<ScopedRow>, Self::Error>> + Send;
    /// What became of this phone's edits with `after < seq <= upto`.
    fn results_between(
        &self,
        company: CompanyId,
        device: DeviceId,
        after: u64,
        upto: u64,
    ) -> impl Future<Output = Result<Vec<Outcome>, Self::Error>> + Send;
    /// Work orders that were made by, or are assigned to, one of `people`, each with its customer.
    fn work_orders_of(
        &self,
        company: CompanyId,
        people: &[UserId],
    ) -> impl Future<Output = Result<Vec<(WorkOrderId, Option<CustomerId>)>, Self::Error>> + Send;
    /// Every row of these scopes, tombstones included, in no order.
    fn rows_in(
        &self,
        company: CompanyId,
        scopes: &[Scope],
    ) -> impl Future<Output = Result<Vec<ScopedRow>, Self::Error>> + Send;
    /// Every living row of the company, by what is compared of it.
    fn versions(&self, company: CompanyId) -> impl Future<Output = Result<Vec<VersionedKey>, Self::Error>> + Send;
    /// Remembers what the name of a scope means. The same name always means the same.
    fn remember_scope(
        &self,
        company: CompanyId,
        name: &str,
        meaning: &str,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// What the name of a scope means, when it was remembered.
    fn scope_named(
        &self,
        company: CompanyId,
        name: &str,
    ) -> impl Future<Output = Result<Option<String>, Self::Error>> + Send;
    /// Rows by key, tombstones included. Unknown keys are passed over.
    fn rows(&self, company: CompanyId, keys: &[Key]) -> impl Future<Output = Result<Vec<Row>, Self::Error>> + Send;
    /// Every living row of a kind. Only asked for kinds of which a company has few: crews.
    fn all(&self, company: CompanyId, entity: Entity) -> impl Future<Output = Result<Vec<Row>, Self::Error>> + Send;
    /// The company's newest sequence number, and who the person was then or is by now; `None`: no such person, or switched
    /// off. A store that remembers this may answer again as long as the number is the same: whatever changes a person
    /// takes a number.
    fn standing(
        &self,
        company: CompanyId,
        user: UserId,
    ) -> impl Future<Output = Result<(u64, Option<Actor>), Self::Error>> + Send {
        async move {
            let head = self.head(company).await?;
            Ok((head, actor::in_store(self, company, user).await?))
        }
    }
}

/// One transaction on one company.
pub trait PushTx {
    /// Why the database failed.
    type Error;

    /// What was said about these edits before. Those that nobody knows are left out.
    fn results(
        &mut self,
        ids: &[MutationId],
    ) -> impl Future<Output = Result<HashMap<MutationId, StoredResult>, Self::Error>> + Send;
    /// Rows by key, tombstones and rows written by this transaction included. Unknown keys are passed over.
    fn rows(&mut self, keys: &[Key]) -> impl Future<Output = Result<Vec<Row>, Self::Error>> + Send;
    /// Every living row of a kind. Only asked for kinds of which a company has few: crews.
    fn all(&mut self, entity: Entity) -> impl Future<Output = Result<Vec<Row>, Self::Error>> + Send;
    /// The company's next sequence number.
    fn next_seq(&mut self) -> impl Future<Output = Result<u64, Self::Error>> + Send;
    /// The company's next work order number.
    fn next_number(&mut self) -> impl Future<Output = Result<u64, Self::Error>> + Send;
    /// Writes rows, no two with the same key, each with the scope of `domain::scope::of`.
    fn put(&mut self, rows: &[Row]) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Gives every row of these scopes whose sequence number is smaller the one beside its scope: other people see it from
    /// then on, or no longer. No two are the same scope.
    fn touch(&mut self, touched: &[(Scope, u64)]) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Remembers what became of edits, no two with the same identifier.
    fn remember(&mut self, results: Vec<NewResult>) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Makes all of it durable.
    fn commit(self) -> impl Future<Output = Result<(), Self::Error>> + Send;
}

/// The people and the customer of a work order row, by which [`ServerStore::work_orders_of`] finds it: a store keeps
/// them beside the row.
pub fn people_of(row: &Row) -> (Vec<UserId>, Option<CustomerId>) {
    let work_order: domain::work_order::WorkOrder = row.read().unwrap_or_default();
    let mut people = work_order.assignees;
    if !people.contains(&row.created.by) {
        people.push(row.created.by);
    }
    (people, work_order.customer)
}
