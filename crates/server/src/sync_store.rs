//! The store that the sync engine writes to and reads from, over [`crate::db`]. Passes `sync::conformance`.

mod events;
mod log;
mod projection;
mod results;
mod rows;
mod standings;
mod transaction;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::ids::{CompanyId, CustomerId, DeviceId, UserId, WorkOrderId};
use domain::permission::Actor;
use domain::scope::Scope;
use domain::{Entity, Key, Row};
use protocol::sync::Outcome;
use sqlx::AssertSqlSafe;
use sync::server::store::{ScopedRow, VersionedKey};
use sync::server::{ServerStore, actor};
use uuid::Uuid;

use standings::Standings;

use crate::db::pieces::pieces;
use crate::db::{self, Db, DbError, Value, values};

pub use transaction::SqlTx;

/// For how long the name of the database is taken for known: `pem2 restored` may be called while a server runs.
const EPOCH_FOR: Duration = Duration::from_secs(1);

/// The store. Clones share its connections.
#[derive(Clone)]
pub struct SqlStore {
    db: Db,
    epoch: Arc<Mutex<Option<(Instant, Uuid)>>>,
    standings: Standings,
}

impl SqlStore {
    /// Over this database, whose tables are there.
    pub fn new(db: Db) -> Self {
        Self { db, epoch: Arc::default(), standings: Standings::default() }
    }

    /// Makes a company, and starts a transaction on it.
    pub async fn found(&self, company: CompanyId, slug: &str, now: i64) -> Result<SqlTx, DbError> {
        SqlTx::found(&self.db, company, slug, now).await
    }
}

impl ServerStore for SqlStore {
    type Error = DbError;
    type Tx = SqlTx;

    async fn epoch(&self) -> Result<Uuid, DbError> {
        let known = *self.epoch.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, epoch)) = known.filter(|(at, _)| at.elapsed() < EPOCH_FOR) {
            return Ok(epoch);
        }
        let epoch = db::installation::read(&self.db).await?.epoch;
        *self.epoch.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), epoch));
        Ok(epoch)
    }

    async fn begin(&self, company: CompanyId) -> Result<SqlTx, DbError> {
        SqlTx::begin(&self.db, company).await
    }

    async fn head(&self, company: CompanyId) -> Result<u64, DbError> {
        let row = self.db.one("SELECT seq FROM company_counter WHERE company_id = $1", values![company.0]).await?;
        row.map_or(Ok(0), |r| r.count("seq"))
    }

    async fn rows_between(
        &self,
        company: CompanyId,
        after: u64,
        upto: u64,
        limit: u32,
    ) -> Result<Vec<ScopedRow>, DbError> {
        let page = values![company.0, after, upto, limit.saturating_sub(1)];
        let found = self.db.many(rows::PAGE, page).await?;
        found.iter().map(rows::read_scoped).collect()
    }

    async fn results_between(
        &self,
        company: CompanyId,
        device: DeviceId,
        after: u64,
        upto: u64,
    ) -> Result<Vec<Outcome>, DbError> {
        let (sql, values) = results::of_device(company, device, after, upto);
        self.db.all(sql, values).await?.iter().map(results::read_outcome).collect()
    }

    async fn work_orders_of(
        &self,
        company: CompanyId,
        people: &[UserId],
    ) -> Result<Vec<(WorkOrderId, Option<CustomerId>)>, DbError> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (0..people.len()).map(|n| format!("${}", n + 2)).collect();
        let sql = format!(
            "SELECT DISTINCT p.work_order_id, c.customer_id FROM work_order_people p LEFT JOIN work_order_customer c \
             ON c.company_id = p.company_id AND c.work_order_id = p.work_order_id \
             WHERE p.company_id = $1 AND p.user_id IN ({})",
            places.join(", ")
        );
        let mut values = values![company.0];
        values.extend(people.iter().map(|u| Value::from(u.0)));
        let found = self.db.all(AssertSqlSafe(sql), values).await?;
        let pair =
            |r: &db::Record| Ok((WorkOrderId(r.uuid("work_order_id")?), r.maybe_uuid("customer_id")?.map(CustomerId)));
        found.iter().map(pair).collect()
    }

    async fn rows_in(&self, company: CompanyId, scopes: &[Scope]) -> Result<Vec<ScopedRow>, DbError> {
        let mut ids = BTreeMap::<&str, Vec<Uuid>>::new();
        for scope in scopes {
            ids.entry(scope.sort()).or_default().extend(scope.id());
        }
        let mut found = Vec::new();
        for (sort, ids) in ids {
            for ids in pieces(&ids) {
                let from = rows::of_scopes(ids.len());
                let values = rows::scopes_values(company, sort, ids);
                for record in self.db.many(rows::unordered(&from), values).await? {
                    found.push(rows::read_scoped(&record)?);
                }
            }
        }
        Ok(found)
    }

    async fn versions(&self, company: CompanyId) -> Result<Vec<VersionedKey>, DbError> {
        self.db.many(rows::VERSIONS, values![company.0]).await?.iter().map(rows::read_versioned).collect()
    }

    async fn remember_scope(&self, company: CompanyId, name: &str, meaning: &str) -> Result<(), DbError> {
        let sql = "INSERT INTO scopes (company_id, name, meaning) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        self.db.execute(sql, values![company.0, name, meaning]).await?;
        Ok(())
    }

    async fn scope_named(&self, company: CompanyId, name: &str) -> Result<Option<String>, DbError> {
        let sql = "SELECT meaning FROM scopes WHERE company_id = $1 AND name = $2";
        self.db.one(sql, values![company.0, name]).await?.map(|r| r.text("meaning")).transpose()
    }

    async fn rows(&self, company: CompanyId, keys: &[Key]) -> Result<Vec<Row>, DbError> {
        rows::by_keys(&mut self.db.snapshot().await?, company, keys).await
    }

    async fn all(&self, company: CompanyId, entity: Entity) -> Result<Vec<Row>, DbError> {
        let (sql, values) = rows::living(company, entity);
        self.db.all(sql, values).await?.iter().map(rows::read).collect()
    }

    async fn standing(&self, company: CompanyId, user: UserId) -> Result<(u64, Option<Actor>), DbError> {
        let head = self.head(company).await?;
        if let Some(actor) = self.standings.at(company, user, head) {
            return Ok((head, actor));
        }
        let actor = actor::in_store(self, company, user).await?;
        self.standings.note(company, user, head, actor.clone());
        Ok((head, actor))
    }
}
