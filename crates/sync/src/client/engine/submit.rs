//! A person enters something: checked by the rules, given its place, made ready for one commit.

use domain::ids::MutationId;
use domain::{Context, Edit, Entity, Failure, Key};
use protocol::SCHEMA;
use protocol::sync::Mutation;
use serde_json::value::RawValue;

use super::{Client, NewEdit};
use crate::client::entry::{Entry, State};
use crate::client::plan::{Plan, Step};
use crate::client::ports::{Shelf, VaultOp};
use crate::client::uploads::Manifest;
use crate::client::view::Draft;

impl Client {
    /// Enters edits: all or none, in one commit, with `blobs` and `extra` writes of the same moment. `now` is the
    /// phone's clock in milliseconds.
    pub fn submit(
        &self,
        edits: Vec<NewEdit>,
        blobs: Vec<Manifest>,
        extra: Vec<VaultOp>,
        now: i64,
    ) -> Result<Plan, Failure> {
        let actor = self.actor();
        let mut draft = Draft::on(&self.view);
        let mut plan = Plan { before: extra, ..Plan::default() };
        let mut new: Vec<Entry> = Vec::new();
        for (device_seq, NewEdit { id, edit }) in (self.device_seq + 1..).zip(edits) {
            let at = now.saturating_add(self.clock_offset_ms);
            let context = Context { actor: actor.clone(), at, mutation: id, number: None };
            let effects = draft.check(&edit, &context)?;
            let mut writes: Vec<Key> = effects.puts.iter().map(|p| p.key).collect();
            let depends_on = self.dependencies(&edit, &new);
            let mutation = Mutation {
                id,
                device_seq,
                schema: SCHEMA,
                depends_on,
                occurred_at: now,
                clock_offset_ms: self.clock_offset_ms,
                edit: RawValue::from_string(serde_json::to_string(&edit)?)?,
            };
            let mut entry = Entry::new(mutation, edit, now);
            entry.writes.append(&mut writes);
            plan.before.push(entry.put(Shelf::Outbox)?);
            new.push(entry);
        }
        for manifest in blobs {
            plan.before.push(manifest.put()?);
            plan.steps.push(Step::Blob(Box::new(manifest)));
        }
        plan.steps.extend(new.into_iter().map(|e| Step::Enter(Box::new(e))));
        Ok(plan)
    }

    /// Entries that must be done before `edit`: for every row it is about or mentions, the last unconfirmed entry that
    /// is about that row. Stock levels are sums, in any order, and bind nothing.
    fn dependencies(&self, edit: &Edit, new: &[Entry]) -> Vec<MutationId> {
        let mut keys = edit.mentions();
        keys.push(edit.subject());
        if let Edit::MoveStock { movement, .. } = edit {
            keys.extend(movement.undoes.map(|m| Key::new(Entity::Movement, m)));
        }
        let all =
            || self.outbox.values().filter(|e| e.state == State::Waiting).chain(self.quarantine.values()).chain(new);
        let mut found: Vec<MutationId> = Vec::new();
        for key in keys {
            let about = |e: &&Entry| e.edit.as_ref().is_some_and(|other| other.subject() == key);
            if let Some(last) = all().filter(about).max_by_key(|e| e.mutation.device_seq)
                && !found.contains(&last.id())
                && last.state == State::Waiting
            {
                found.push(last.id());
            }
        }
        found
    }
}
