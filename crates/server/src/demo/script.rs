//! The whole demonstration as edits, in the order in which their authors hand them in.

use domain::Edit;
use domain::ids::{MutationId, UserId};
use protocol::SCHEMA;
use protocol::sync::Mutation;

use super::calendar::Calendar;
use super::names;
use super::people::Staff;
use super::{DemoError, Plan};

/// What one person hands in at once.
pub(super) struct Act {
    /// Who.
    pub author: UserId,
    /// What.
    pub mutations: Vec<Mutation>,
}

/// Everything.
pub(super) struct Script {
    /// Who works there.
    pub staff: Staff,
    /// What they do, in order.
    pub acts: Vec<Act>,
}

impl Script {
    /// Writes it.
    pub fn write(_plan: Plan, calendar: &Calendar) -> Result<Self, DemoError> {
        let staff = Staff::read()?;
        let mut script = Self { staff, acts: Vec::new() };
        let founding = script.staff.founding(calendar)?;
        let owner = script.staff.owner();
        script.act(owner, founding)?;
        Ok(script)
    }

    fn act(&mut self, author: UserId, edits: Vec<(i64, Edit)>) -> Result<(), DemoError> {
        let nth_act = self.acts.len();
        let mut mutations = Vec::with_capacity(edits.len());
        for (n, (at, edit)) in edits.into_iter().enumerate() {
            let n = n as u64 + 1;
            mutations.push(Mutation {
                id: MutationId(names::id("mutation", &format!("{author}/{nth_act}/{n}"))),
                device_seq: n,
                schema: SCHEMA,
                depends_on: Vec::new(),
                occurred_at: at,
                clock_offset_ms: 0,
                edit: serde_json::value::to_raw_value(&edit)?,
            });
        }
        self.acts.push(Act { author, mutations });
        Ok(())
    }
}

/// The kind of edit, for messages.
pub(super) fn kind_of(mutation: &Mutation) -> String {
    mutation.edit.get().chars().take(400).collect()
}
