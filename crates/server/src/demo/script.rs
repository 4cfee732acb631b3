//! The whole demonstration as edits, in the order in which their authors hand them in.

use domain::Edit;
use domain::ids::{MutationId, UserId};
use protocol::SCHEMA;
use protocol::sync::Mutation;

use super::calendar::Calendar;
use super::checklists::Checklists;
use super::customers::Customers;
use super::dice::Dice;
use super::field::Field;
use super::jobs::{Job, lay_out};
use super::people::Staff;
use super::stock::{self, Catalogue};
use super::words::Words;
use super::{DemoError, Plan, more_items, names, office, timesheet};

/// Where the dice start: another number is another company.
const SEED: u64 = 2041;

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
    pub fn write(plan: Plan, calendar: &Calendar) -> Result<Self, DemoError> {
        let mut dice = Dice::new(SEED);
        let (catalogue, customers, checklists, words) =
            (Catalogue::read()?, Customers::read()?, Checklists::read()?, Words::read()?);
        let staff = Staff::read()?;
        let (teams, places) = (staff.teams(), customers.places());
        let jobs = lay_out(plan.work_orders, (teams.len(), places.len()), calendar, &mut dice)?;

        let mut script = Self { staff, acts: Vec::new() };
        let mut founding = script.staff.founding(calendar)?;
        founding.extend(catalogue.items(calendar)?);
        founding.extend(checklists.edits(calendar)?);
        script.act(script.staff.owner(), founding)?;
        script.act(script.staff.warehouse(), catalogue.opening(calendar, &teams, &mut dice)?)?;
        script.act(script.staff.warehouse(), more_items::of(plan.items.saturating_sub(catalogue.len()), calendar)?)?;
        let mut calls = customers.edits(calendar)?;
        calls.extend(office::take_calls(&jobs, &places, &teams, &mut dice)?);
        script.act(script.staff.dispatcher(), calls)?;

        let field = Field { calendar, checklists: &checklists, catalogue: &catalogue, words: &words };
        let mut restocked = Vec::new();
        for (n, team) in teams.iter().enumerate() {
            let theirs: Vec<&Job> = jobs.iter().filter(|job| job.team == Some(n)).collect();
            let mut work = Vec::new();
            for job in &theirs {
                work.extend(field.work(job, team, &mut dice)?);
            }
            if n + 1 == teams.len() {
                work.extend(stock::parked(calendar, team)?);
            }
            restocked.extend(catalogue.restock(&work, calendar, &mut dice));
            script.act(team.lead, work)?;
            for member in &team.members {
                script.act(*member, timesheet::of(*member, &theirs, calendar)?)?;
            }
        }
        script.act(script.staff.warehouse(), restocked)?;
        let seen = office::look_through(&jobs, &words, calendar, &mut dice);
        script.act(script.staff.office_manager(), seen)?;
        Ok(script)
    }

    fn act(&mut self, author: UserId, mut edits: Vec<(i64, Edit)>) -> Result<(), DemoError> {
        if edits.is_empty() {
            return Ok(());
        }
        // As a phone would hand them in: oldest first, and what was done at one moment in the order it was done.
        edits.sort_by_key(|(at, _)| *at);
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
