//! A server's database in memory. A transaction works on a copy and replaces the original when it commits.

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::ids::{CompanyId, CustomerId, DeviceId, MutationId, UserId, WorkOrderId};
use domain::scope::{self, Scope};
use domain::{Entity, Key, Row};
use protocol::sync::Outcome;
use uuid::Uuid;

use crate::server::store::{NewResult, PushTx, ScopedRow, ServerStore, StoredResult, VersionedKey, people_of};

/// All that one company has.
#[derive(Clone, Debug, Default)]
pub struct CompanyData {
    /// The newest sequence number.
    pub seq: u64,
    /// The newest work order number.
    pub number: u64,
    /// Rows by key.
    pub rows: BTreeMap<Key, Row>,
    /// Answers by edit.
    pub results: HashMap<MutationId, NewResult>,
    /// What the names of scopes mean.
    pub scopes: HashMap<String, String>,
}

/// The database: cloned handles share it.
#[derive(Clone, Debug)]
pub struct MemoryServer {
    inner: Arc<Mutex<Database>>,
}

/// All that the database holds: cloned for a backup.
#[derive(Clone, Debug, Default)]
pub struct Database {
    /// Its name.
    pub epoch: Uuid,
    /// Its companies.
    pub companies: HashMap<CompanyId, CompanyData>,
}

impl MemoryServer {
    /// An empty database.
    pub fn new(epoch: Uuid) -> Self {
        Self { inner: Arc::new(Mutex::new(Database { epoch, companies: HashMap::new() })) }
    }

    /// A copy of everything.
    pub fn backup(&self) -> Database {
        self.lock().clone()
    }

    /// Puts a backup in place of everything, under a new name.
    pub fn restore(&self, backup: Database, epoch: Uuid) {
        *self.lock() = Database { epoch, ..backup };
    }

    /// What a company has.
    pub fn company(&self, company: CompanyId) -> CompanyData {
        self.lock().companies.get(&company).cloned().unwrap_or_default()
    }

    /// Reads what a company has; an unknown company has nothing.
    pub fn with<T>(&self, company: CompanyId, read: impl FnOnce(&CompanyData) -> T) -> T {
        match self.lock().companies.get(&company) {
            Some(data) => read(data),
            None => read(&CompanyData::default()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Database> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ServerStore for MemoryServer {
    type Error = Infallible;
    type Tx = MemoryTx;

    async fn epoch(&self) -> Result<Uuid, Infallible> {
        Ok(self.lock().epoch)
    }

    async fn begin(&self, company: CompanyId) -> Result<MemoryTx, Infallible> {
        Ok(MemoryTx { server: self.clone(), company, data: self.company(company) })
    }

    async fn head(&self, company: CompanyId) -> Result<u64, Infallible> {
        Ok(self.lock().companies.get(&company).map_or(0, |c| c.seq))
    }

    async fn rows_between(
        &self,
        company: CompanyId,
        after: u64,
        upto: u64,
        limit: u32,
    ) -> Result<Vec<ScopedRow>, Infallible> {
        self.with(company, |data| {
            let mut rows: Vec<&Row> = data.rows.values().filter(|r| r.seq > after && r.seq <= upto).collect();
            rows.sort_by_key(|r| (r.seq, r.key()));
            let last = rows.get((limit as usize).saturating_sub(1)).map_or(u64::MAX, |r| r.seq);
            let page = rows.into_iter().take_while(|r| r.seq <= last);
            Ok(page.map(|r| ScopedRow { scope: scope::of(r.entity, r.id, &r.body), row: r.clone() }).collect())
        })
    }

    async fn results_between(
        &self,
        company: CompanyId,
        device: DeviceId,
        after: u64,
        upto: u64,
    ) -> Result<Vec<Outcome>, Infallible> {
        let mut found: Vec<(u64, Outcome)> = self.with(company, |data| {
            let theirs = data.results.values().filter(|r| r.device == device);
            theirs
                .filter_map(|r| Some((r.result.verdict.seq()?, r)))
                .filter(|(seq, _)| *seq > after && *seq <= upto)
                .map(|(seq, r)| (seq, Outcome { id: r.id, duplicate: true, verdict: r.result.verdict.clone() }))
                .collect()
        });
        found.sort_by_key(|(seq, _)| *seq);
        Ok(found.into_iter().map(|(_, outcome)| outcome).collect())
    }

    async fn work_orders_of(
        &self,
        company: CompanyId,
        people: &[UserId],
    ) -> Result<Vec<(WorkOrderId, Option<CustomerId>)>, Infallible> {
        let found = |row: &Row| {
            let (theirs, customer) = people_of(row);
            theirs.iter().any(|u| people.contains(u)).then_some((WorkOrderId(row.id), customer))
        };
        Ok(self.with(company, |data| of_kind(data, Entity::WorkOrder).filter_map(found).collect()))
    }

    async fn rows_in(&self, company: CompanyId, scopes: &[Scope]) -> Result<Vec<ScopedRow>, Infallible> {
        self.with(company, |data| {
            let scoped = data.rows.values().map(|r| (scope::of(r.entity, r.id, &r.body), r));
            let found = scoped.filter(|(scope, _)| scopes.contains(scope));
            Ok(found.map(|(scope, row)| ScopedRow { scope, row: row.clone() }).collect())
        })
    }

    async fn versions(&self, company: CompanyId) -> Result<Vec<VersionedKey>, Infallible> {
        let versioned = |r: &Row| VersionedKey {
            scope: scope::of(r.entity, r.id, &r.body),
            author: r.created.by,
            key: r.key(),
            version: r.version,
        };
        Ok(self.with(company, |data| data.rows.values().filter(|r| !r.deleted).map(versioned).collect()))
    }

    async fn remember_scope(&self, company: CompanyId, name: &str, meaning: &str) -> Result<(), Infallible> {
        self.lock().companies.entry(company).or_default().scopes.insert(name.into(), meaning.into());
        Ok(())
    }

    async fn scope_named(&self, company: CompanyId, name: &str) -> Result<Option<String>, Infallible> {
        Ok(self.lock().companies.get(&company).and_then(|data| data.scopes.get(name).cloned()))
    }

    async fn rows(&self, company: CompanyId, keys: &[Key]) -> Result<Vec<Row>, Infallible> {
        Ok(self.with(company, |data| keys.iter().filter_map(|k| data.rows.get(k).cloned()).collect()))
    }

    async fn all(&self, company: CompanyId, entity: Entity) -> Result<Vec<Row>, Infallible> {
        Ok(self.with(company, |data| living(data, entity)))
    }
}

/// A transaction in memory.
#[derive(Debug)]
pub struct MemoryTx {
    server: MemoryServer,
    company: CompanyId,
    data: CompanyData,
}

impl PushTx for MemoryTx {
    type Error = Infallible;

    async fn results(&mut self, ids: &[MutationId]) -> Result<HashMap<MutationId, StoredResult>, Infallible> {
        Ok(ids.iter().filter_map(|id| Some((*id, self.data.results.get(id)?.result.clone()))).collect())
    }

    async fn rows(&mut self, keys: &[Key]) -> Result<Vec<Row>, Infallible> {
        Ok(keys.iter().filter_map(|k| self.data.rows.get(k).cloned()).collect())
    }

    async fn all(&mut self, entity: Entity) -> Result<Vec<Row>, Infallible> {
        Ok(living(&self.data, entity))
    }

    async fn next_seq(&mut self) -> Result<u64, Infallible> {
        self.data.seq += 1;
        Ok(self.data.seq)
    }

    async fn next_number(&mut self) -> Result<u64, Infallible> {
        self.data.number += 1;
        Ok(self.data.number)
    }

    async fn put(&mut self, rows: &[Row]) -> Result<(), Infallible> {
        self.data.rows.extend(rows.iter().map(|r| (r.key(), r.clone())));
        Ok(())
    }

    async fn touch(&mut self, touched: &[(Scope, u64)]) -> Result<(), Infallible> {
        let touched: HashMap<Scope, u64> = touched.iter().copied().collect();
        for row in self.data.rows.values_mut() {
            if let Some(seq) = touched.get(&scope::of(row.entity, row.id, &row.body)) {
                row.seq = row.seq.max(*seq);
            }
        }
        Ok(())
    }

    async fn remember(&mut self, results: Vec<NewResult>) -> Result<(), Infallible> {
        self.data.results.extend(results.into_iter().map(|r| (r.id, r)));
        Ok(())
    }

    async fn commit(self) -> Result<(), Infallible> {
        self.server.lock().companies.insert(self.company, self.data);
        Ok(())
    }
}

fn of_kind(data: &CompanyData, entity: Entity) -> impl Iterator<Item = &Row> {
    let range = Key { entity, id: Uuid::nil() }..=Key { entity, id: Uuid::max() };
    data.rows.range(range).map(|(_, row)| row)
}

fn living(data: &CompanyData, entity: Entity) -> Vec<Row> {
    of_kind(data, entity).filter(|r| !r.deleted).cloned().collect()
}
