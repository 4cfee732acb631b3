//! One transaction of the sync engine on one company. It holds the company's counter from its first statement to its
//! last, and writes it once, at the end.

use std::collections::HashMap;

use domain::ids::{CompanyId, MutationId};
use domain::scope::Scope;
use domain::{Entity, Key, Row};
use sync::server::PushTx;
use sync::server::store::{NewResult, StoredResult};
use uuid::Uuid;

use super::{events, log, projection, results, rows};
use crate::clock;
use crate::db::pieces::pieces;
use crate::db::webhook_events::{self, Event};
use crate::db::{Db, DbError, Tx, audit, companies, values};

/// The transaction.
pub struct SqlTx {
    tx: Tx,
    company: CompanyId,
    seq: u64,
    number: u64,
    /// The sequence number at which it began.
    begun_at: u64,
    /// Events that it has written down.
    events: u64,
    /// Whether anybody wants to be told, once that was asked.
    events_are_wanted: Option<bool>,
}

/// More events than one transaction writes down.
const EVENTS_AT_ONCE: u64 = 1 << 20;

impl SqlTx {
    pub(super) async fn begin(db: &Db, company: CompanyId) -> Result<Self, DbError> {
        Self::lock(db.begin().await?, company).await
    }

    pub(super) async fn found(db: &Db, company: CompanyId, slug: &str, now: i64) -> Result<Self, DbError> {
        let mut tx = db.begin().await?;
        companies::insert(&mut tx, company, slug, now).await?;
        Self::lock(tx, company).await
    }

    async fn lock(mut tx: Tx, company: CompanyId) -> Result<Self, DbError> {
        let counter = tx
            .lock_one("SELECT seq, work_order_number FROM company_counter WHERE company_id = $1", values![company.0])
            .await?
            .ok_or(DbError::Corrupt("company_id"))?;
        let seq = counter.count("seq")?;
        Ok(Self {
            seq,
            number: counter.count("work_order_number")?,
            begun_at: seq,
            events: 0,
            events_are_wanted: None,
            tx,
            company,
        })
    }

    /// Writes down what `rows`, which are about to be written, mean to webhooks.
    async fn tell(&mut self, rows: &[Row]) -> Result<(), DbError> {
        if !rows.iter().any(|row| events::may_tell(row.entity)) {
            return Ok(());
        }
        let are_wanted = match self.events_are_wanted {
            Some(known) => known,
            None => webhook_events::are_wanted(&mut self.tx, self.company).await?,
        };
        self.events_are_wanted = Some(are_wanted);
        if !are_wanted {
            return Ok(());
        }
        let levels: Vec<&Row> = rows.iter().filter(|row| row.entity == Entity::Level).collect();
        let before = self.rows(&events::asked_of(&levels)).await?;
        for row in rows {
            let happened = match row.entity {
                Entity::Level => events::low_stock(row, &before),
                _ => events::of(row),
            };
            let Some(happened) = happened else { continue };
            // No two transactions of a company begin at the same sequence number.
            let nth = i64::try_from(self.begun_at.saturating_mul(EVENTS_AT_ONCE) + self.events).unwrap_or(i64::MAX);
            self.events += 1;
            let event = Event {
                nth,
                id: Uuid::new_v5(&row.id, format!("{} {}", happened.event, row.version).as_bytes()),
                event: happened.event.to_owned(),
                at: row.updated.at,
                data: happened.data.to_string(),
            };
            webhook_events::insert(&mut self.tx, self.company, &event, clock::now()).await?;
        }
        Ok(())
    }

    /// The database transaction itself, for rows of the server's own that belong to the same step.
    pub fn database(&mut self) -> &mut Tx {
        &mut self.tx
    }
}

impl PushTx for SqlTx {
    type Error = DbError;

    async fn results(&mut self, ids: &[MutationId]) -> Result<HashMap<MutationId, StoredResult>, DbError> {
        results::by_ids(&mut self.tx, self.company, ids).await
    }

    async fn rows(&mut self, keys: &[Key]) -> Result<Vec<Row>, DbError> {
        rows::by_keys(&mut self.tx, self.company, keys).await
    }

    async fn all(&mut self, entity: Entity) -> Result<Vec<Row>, DbError> {
        let (sql, values) = rows::living(self.company, entity);
        self.tx.all(sql, values).await?.iter().map(rows::read).collect()
    }

    async fn next_seq(&mut self) -> Result<u64, DbError> {
        self.seq += 1;
        Ok(self.seq)
    }

    async fn next_number(&mut self) -> Result<u64, DbError> {
        self.number += 1;
        Ok(self.number)
    }

    async fn put(&mut self, rows: &[Row]) -> Result<(), DbError> {
        // Before the rows are written: whether stock fell is seen by what was there.
        self.tell(rows).await?;
        let people: Vec<Key> = rows.iter().filter(|row| row.entity == Entity::User).map(Row::key).collect();
        if !people.is_empty() {
            let before = self.rows(&people).await?;
            let lines = log::permissions(self.company, &before, rows);
            audit::write_many(&mut self.tx, self.company, &lines, clock::now()).await?;
        }
        rows::upsert(&mut self.tx, self.company, rows).await?;
        projection::follow(&mut self.tx, self.company, rows).await
    }

    async fn touch(&mut self, touched: &[(Scope, u64)]) -> Result<(), DbError> {
        let many = matches!(self.tx, Tx::Postgres(_));
        let (together, singly): (Vec<_>, Vec<_>) =
            touched.iter().copied().partition(|(scope, _)| many && scope.id().is_some());
        for touched in pieces(&together) {
            let (sql, values) = rows::touch_many(self.company, touched);
            self.tx.execute(sql, values).await?;
        }
        for one in singly {
            let (sql, values) = rows::touch(self.company, one);
            self.tx.execute(sql, values).await?;
        }
        Ok(())
    }

    async fn remember(&mut self, new: Vec<NewResult>) -> Result<(), DbError> {
        let now = clock::now();
        results::insert(&mut self.tx, self.company, &new, now).await?;
        let phones: Vec<String> = new.iter().map(|result| log::phone(result.device)).collect();
        let lines: Vec<_> =
            new.iter().zip(&phones).map(|(result, phone)| log::edit(self.company, result, phone)).collect();
        audit::write_many(&mut self.tx, self.company, &lines, now).await
    }

    async fn commit(mut self) -> Result<(), DbError> {
        self.tx
            .execute(
                "UPDATE company_counter SET seq = $2, work_order_number = $3 WHERE company_id = $1",
                values![self.company.0, self.seq, self.number],
            )
            .await?;
        self.tx.commit().await
    }
}
