//! Deciding on edits that the server refused.

use serde_json::Value;

use super::{Failure, Work};
use crate::ids::{MutationId, rejection_id};
use crate::permission::{Act, Relation};
use crate::row::{Body, Entity, Key};
use crate::scope::Links;

/// Closes the note of a refusal; the author's exact input stays in it. A server that was restored may know no such
/// note: then there is nothing to close. The first decision stays.
pub(super) fn decide(work: &mut Work<'_>, refused: MutationId, again: Option<MutationId>) -> Result<(), Failure> {
    let key = Key::new(Entity::Rejected, rejection_id(refused));
    let Some(row) = work.find(key)?.filter(|row| !row.deleted) else { return Ok(()) };
    let is_own = Links::of(&row.body).user == Some(work.actor().user);
    let relation = if is_own { Relation::Own } else { Relation::Other };
    work.require(Act::Decide, relation)?;
    let mut fields = row.body.fields()?;
    fields.insert("decided".into(), serde_json::to_value(work.context.stamp())?);
    fields.insert("again".into(), again.map_or(Value::Null, |id| Value::String(id.to_string())));
    work.effects.puts.push(super::Put { key, body: Body::of(&fields)?, deleted: true });
    Ok(())
}
