//! What a person does about a refused edit: hand it in again, or discard it on purpose. Nothing else removes it.

use domain::ids::MutationId;
use domain::{Edit, Failure};

use super::engine::{Client, NewEdit};
use super::plan::{Plan, Step};
use super::ports::Shelf;

impl Client {
    /// Hands a refused edit in again under a new identifier, as it was or as `corrected`. That it was decided on is an edit
    /// of its own, `decision`, in the same commit: the office sees it.
    pub fn resend(
        &self,
        id: MutationId,
        (new_id, decision): (MutationId, MutationId),
        corrected: Option<Edit>,
        now: i64,
    ) -> Result<Plan, Failure> {
        let Some(entry) = self.quarantined(id) else { return Ok(Plan::default()) };
        let Some(edit) = corrected.or_else(|| entry.edit.clone()) else { return Ok(Plan::default()) };
        let extra = vec![entry.delete(Shelf::Quarantine)];
        let decided = NewEdit { id: decision, edit: Edit::Decide { refused: id, again: Some(new_id) } };
        let mut plan = self.submit(vec![NewEdit { id: new_id, edit }, decided], Vec::new(), extra, now)?;
        plan.steps.insert(0, Step::Release(id));
        Ok(plan)
    }

    /// Discards a refused edit. It stays readable on the shelf of discarded work, and the edit `decision` tells the office.
    pub fn discard(&self, id: MutationId, decision: MutationId, now: i64) -> Result<Plan, Failure> {
        let Some(entry) = self.quarantined(id) else { return Ok(Plan::default()) };
        let discarded = super::entry::Entry { at: now, ..entry.clone() };
        let extra = vec![discarded.put(Shelf::Discarded)?, entry.delete(Shelf::Quarantine)];
        let decided = NewEdit { id: decision, edit: Edit::Decide { refused: id, again: None } };
        let mut plan = self.submit(vec![decided], Vec::new(), extra, now)?;
        plan.steps.insert(0, Step::Release(id));
        Ok(plan)
    }
}
