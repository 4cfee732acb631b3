//! What a push has read and written so far. A push is one transaction that nobody else can write beside, so a row is read
//! once, and all rows and answers go to the database together: a statement for each would take longer than the rules.

use std::collections::{BTreeSet, HashMap};

use domain::apply::Unloaded;
use domain::ids::{CompanyId, MutationId, UserId, activity_id};
use domain::permission::Actor;
use domain::scope::Scope;
use domain::{Edit, Entity, Key, Row, Rows};
use protocol::sync::Mutation;

use super::actor;
use super::store::{NewResult, PushTx, StoredResult};

/// A transaction, and what is held of it in memory.
pub(super) struct Work<T> {
    tx: T,
    company: CompanyId,
    /// As they are now; `None` where there is none. What was never asked for is not among them.
    rows: HashMap<Key, Option<Row>>,
    /// Those of them that the database does not have yet.
    unwritten: BTreeSet<Key>,
    results: HashMap<MutationId, StoredResult>,
    /// Answers that the database does not have yet.
    untold: Vec<NewResult>,
    /// Scopes whose rows somebody else sees from this sequence number on. The database hears of them at the end: what is
    /// written later has a later number anyway.
    touched: HashMap<Scope, u64>,
    /// The crews as they are now, once somebody asked.
    crews: Option<Vec<Row>>,
}

impl<T: PushTx> Work<T> {
    /// Nothing read yet.
    pub fn on(tx: T, company: CompanyId) -> Self {
        Self {
            tx,
            company,
            rows: HashMap::new(),
            unwritten: BTreeSet::new(),
            results: HashMap::new(),
            untold: Vec::new(),
            touched: HashMap::new(),
            crews: None,
        }
    }

    /// Reads what these edits of these people will ask for, as far as it can be told beforehand.
    pub async fn foresee<'e, E: Iterator<Item = (&'e Mutation, &'e Option<Edit>)>>(
        &mut self,
        people: impl Iterator<Item = UserId>,
        edits: impl Fn() -> E,
    ) -> Result<(), T::Error> {
        let known = edits().flat_map(|(m, _)| m.depends_on.iter().copied().chain([m.id]));
        let mut ids: Vec<MutationId> = known.collect();
        ids.sort_unstable();
        ids.dedup();
        self.results = self.tx.results(&ids).await?;
        let mut keys: BTreeSet<Key> = people.flat_map(|user| actor::keys(self.company, user)).collect();
        for (mutation, edit) in edits().filter(|(m, _)| !self.results.contains_key(&m.id)) {
            let Some(edit) = edit else { continue };
            keys.extend(edit.mentions());
            keys.insert(edit.subject());
            // Most edits leave a line on a timeline.
            keys.insert(Key::new(Entity::Activity, activity_id(mutation.id, 0)));
        }
        self.load(&keys.into_iter().collect::<Vec<_>>()).await
    }

    /// What was said about this edit before.
    pub fn result(&self, id: MutationId) -> Option<&StoredResult> {
        self.results.get(&id)
    }

    /// Reads rows that were not read yet.
    pub async fn load(&mut self, keys: &[Key]) -> Result<(), T::Error> {
        let unread: Vec<Key> = keys.iter().copied().filter(|key| !self.rows.contains_key(key)).collect();
        if unread.is_empty() {
            return Ok(());
        }
        self.rows.extend(unread.iter().map(|key| (*key, None)));
        let found = self.tx.rows(&unread).await?;
        self.rows.extend(found.into_iter().map(|row| (row.key(), Some(row))));
        Ok(())
    }

    /// Whether there is such a row, as far as it is known.
    pub fn may_be_there(&self, key: Key) -> bool {
        !matches!(self.rows.get(&key), Some(None))
    }

    /// Writes rows.
    pub fn put(&mut self, rows: impl IntoIterator<Item = Row>) {
        for row in rows {
            self.unwritten.insert(row.key());
            self.rows.insert(row.key(), Some(row));
        }
    }

    /// Gives every row of `scope` the sequence number `seq`.
    pub fn touch(&mut self, scope: Scope, seq: u64) {
        self.touched.insert(scope, seq);
    }

    /// Remembers what became of an edit.
    pub fn remember(&mut self, new: NewResult) {
        self.results.insert(new.id, new.result.clone());
        self.untold.push(new);
    }

    /// The company's next sequence number.
    pub async fn next_seq(&mut self) -> Result<u64, T::Error> {
        self.tx.next_seq().await
    }

    /// The company's next work order number.
    pub async fn next_number(&mut self) -> Result<u64, T::Error> {
        self.tx.next_number().await
    }

    /// Who the person is by now.
    pub async fn actor(&mut self, user: UserId) -> Result<Option<Actor>, T::Error> {
        let keys = actor::keys(self.company, user);
        self.load(&keys).await?;
        let crews = match self.crews.take() {
            Some(crews) => crews,
            None => {
                self.flush().await?;
                self.tx.all(Entity::Crew).await?
            }
        };
        let rows: Vec<Row> = keys.iter().filter_map(|key| self.rows.get(key)?.clone()).collect();
        let actor = actor::actor(&rows, &crews, user);
        self.crews = Some(crews);
        Ok(actor)
    }

    /// Somebody's role, crew or company is another by now.
    pub fn people_changed(&mut self) {
        self.crews = None;
    }

    /// Makes all of it durable.
    pub async fn commit(self) -> Result<(), T::Error> {
        self.written().await?.commit().await
    }

    /// The transaction, with all of it written.
    pub async fn written(mut self) -> Result<T, T::Error> {
        self.flush().await?;
        if !self.touched.is_empty() {
            let touched: Vec<(Scope, u64)> = std::mem::take(&mut self.touched).into_iter().collect();
            self.tx.touch(&touched).await?;
        }
        Ok(self.tx)
    }

    async fn flush(&mut self) -> Result<(), T::Error> {
        let unwritten = std::mem::take(&mut self.unwritten);
        let rows: Vec<Row> = unwritten.iter().filter_map(|key| self.rows.get(key)?.clone()).collect();
        if !rows.is_empty() {
            self.tx.put(&rows).await?;
        }
        if !self.untold.is_empty() {
            self.tx.remember(std::mem::take(&mut self.untold)).await?;
        }
        Ok(())
    }
}

impl<T> Rows for Work<T> {
    fn get(&self, key: Key) -> Result<Option<&Row>, Unloaded> {
        self.rows.get(&key).map(Option::as_ref).ok_or(Unloaded(key))
    }
}
