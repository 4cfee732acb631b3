//! Memory follows what is durable.

use std::collections::BTreeSet;

use domain::Entity;

use super::{Client, Fill};
use crate::client::base::Base;
use crate::client::plan::{Changes, Plan, Step};

impl Client {
    /// The plan could not be committed: what was in flight is not any more.
    pub fn abandoned(&mut self) {
        self.in_flight = false;
        self.pull_wanted = true;
    }

    /// Rows that the server sent could not be written down: a full phone should not fetch them again and again. `chance` is
    /// a random number in 0..1.
    pub fn rows_unwritten(&mut self, now: i64, chance: f64) {
        self.unwritten.failed(now, chance, 0);
    }

    /// Every step of the plan is durable: memory follows.
    pub fn finish(&mut self, plan: Plan) -> Changes {
        let mut changes = Changes { queue: !plan.steps.is_empty(), ..Changes::default() };
        let mut replay = false;
        let mut commit = plan.cache;
        for step in plan.steps {
            match step {
                Step::Enter(mut entry) => {
                    self.device_seq = self.device_seq.max(entry.mutation.device_seq);
                    let last = self.outbox.last_key_value().is_none_or(|(key, _)| *key < entry.key());
                    if !replay && last {
                        let actor = self.actor();
                        changes.entities.extend(self.view.enter(&actor, &mut entry));
                    } else if !self.outbox.contains_key(&entry.key()) {
                        replay = true;
                    }
                    self.outbox.insert(entry.key(), *entry);
                }
                Step::Settle(key) => {
                    self.outbox.remove(&key);
                    replay = true;
                }
                Step::Quarantine(entry) => {
                    self.outbox.remove(&entry.key());
                    self.quarantine.insert(entry.key(), *entry);
                    replay = true;
                }
                Step::Verdicts(record, edits) if edits.is_empty() => self.verdicts.remove(&record),
                Step::Verdicts(record, edits) => self.verdicts.insert(record, edits),
                Step::Epoch(epoch) => self.epoch = epoch,
                Step::Release(id) => self.quarantine.retain(|_, e| e.id() != id),
                Step::Base => {
                    let Some(commit) = commit.take() else { continue };
                    self.unwritten.reset();
                    self.meta = commit.meta;
                    if commit.replace {
                        changes.entities.extend(Entity::ALL);
                        self.view.replace_base(Base::of(&commit.packs, commit.rows, &commit.gone));
                    } else {
                        changes.entities.extend(commit.rows.iter().map(|r| r.entity));
                        changes.entities.extend(commit.gone.iter().map(|k| k.entity));
                        self.view.change_base(commit.rows, &commit.gone);
                    }
                    replay = true;
                }
                Step::Compare(theirs, at) => {
                    if self.view.digests() == theirs {
                        self.meta.compared_at = at;
                    } else {
                        // A fill goes beside what is shown, and takes its place when it is whole.
                        self.rebuilt += 1;
                        self.fill = Some(Fill::default());
                        self.pull_wanted = true;
                    }
                }
                Step::Blob(manifest) => {
                    changes.entities.insert(Entity::Photo);
                    self.uploads.insert(*manifest);
                }
                Step::ForgetBlob(sha256) => self.uploads.remove(&sha256),
            }
        }
        if replay {
            changes.entities.extend(self.replay());
        }
        changes
    }

    pub(super) fn replay(&mut self) -> BTreeSet<Entity> {
        let actor = self.actor();
        self.view.replay(&actor, self.outbox.values_mut())
    }
}
