//! Rows that are plain fields: making them, changing them field by field, hiding them.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Failure, Work};
use crate::activity::Event;
use crate::checklist::{Checklist, Template};
use crate::customer::{Customer, Site};
use crate::edit::Patch;
use crate::ids::WorkOrderId;
use crate::merge::merge;
use crate::people::{Company, Crew, User};
use crate::permission::{Act, Relation};
use crate::photo::Photo;
use crate::rejection::{Code, Rejection};
use crate::row::{Body, Entity, Key, Row, Stamp};
use crate::status::Status;
use crate::stock::{Item, Location, ParkedCode};
use crate::text;
use crate::work_order::{Note, WorkOrder};

/// Where a row remembers who wrote which field last: `{"title": {"by": …, "at": …}}`.
const WRITTEN: &str = "written";

/// Whether rows of this kind are made with [`crate::edit::Edit::Create`].
pub const fn creatable(entity: Entity) -> bool {
    use Entity::{Checklist, Crew, Customer, Item, Location, Note, ParkedCode, Photo, Site, Template, WorkOrder};
    matches!(
        entity,
        Crew | Customer | Site | WorkOrder | Note | Template | Checklist | Photo | Item | Location | ParkedCode
    )
}

/// The fields of this kind of row that [`crate::edit::Edit::SetFields`] may set.
pub const fn settable(entity: Entity) -> &'static [&'static str] {
    match entity {
        Entity::Company => {
            &["name", "time_zone", "week_start", "technicians_see_all", "more_symbologies", "admins_need_second_factor"]
        }
        Entity::User => &["name", "role", "title", "phone", "email", "truck", "active"],
        Entity::Crew => &["name", "lead", "members"],
        Entity::Customer => &["name", "kind", "phone", "email", "notes", "inactive"],
        Entity::Site => &["label", "street", "town", "state", "zip", "access"],
        Entity::WorkOrder => &[
            "customer",
            "site",
            "kind",
            "priority",
            "title",
            "description",
            "window",
            "permit",
            "code_edition",
            "prevailing_wage",
        ],
        Entity::Template => &["title", "edition", "steps"],
        Entity::Photo => &["slot", "caption"],
        Entity::Item => &["name", "category", "brand", "unit", "truck_min", "truck_max", "cost_cents", "inactive"],
        Entity::Location => &["name", "kind", "owner"],
        Entity::ParkedCode => &["note"],
        _ => &[],
    }
}

/// Makes a row.
pub(super) fn create(
    work: &mut Work<'_>,
    entity: Entity,
    id: Uuid,
    fields: &Map<String, Value>,
) -> Result<(), Failure> {
    if !creatable(entity) {
        return Err(Rejection::new(Code::Forbidden).into());
    }
    let key = Key { entity, id };
    if work.find(key)?.is_some() {
        return Err(Rejection::new(Code::AlreadyExists).into());
    }
    let mut fields = fields.clone();
    fields.remove(WRITTEN);
    let relation = match (entity, link(&fields, "work_order")) {
        (Entity::Note | Entity::Photo | Entity::Checklist, parent) => {
            let parent = parent.ok_or_else(|| Rejection::on(Code::Required, "work_order"))?;
            work.relation_by(Some(WorkOrderId(parent)))?
        }
        _ => Relation::Own,
    };
    work.require(Act::Create(entity), relation)?;
    if entity == Entity::WorkOrder {
        return create_work_order(work, key, fields);
    }
    if let (Entity::Site, Some(customer)) = (entity, link(&fields, "customer")) {
        work.need(Key::new(Entity::Customer, customer))?;
    }
    check(entity, &fields)?;
    work.put(key, &fields)
}

fn create_work_order(work: &mut Work<'_>, key: Key, mut fields: Map<String, Value>) -> Result<(), Failure> {
    let typed: WorkOrder = typed(&fields)?;
    typed.check()?;
    if let Some(customer) = typed.customer {
        work.need(Key::new(Entity::Customer, customer.0))?;
    }
    if let Some(site) = typed.site {
        work.need(Key::new(Entity::Site, site.0))?;
    }
    let office = work.actor().role.is_office();
    // A technician who opens a job in the field is on it, and it is under way.
    let status = match (office, typed.status) {
        (true, s) if matches!(s, Status::Draft | Status::Scheduled | Status::Dispatched) => s,
        (true, _) => Status::Draft,
        (false, _) => Status::Dispatched,
    };
    fields.insert("status".into(), serde_json::to_value(status)?);
    if !office {
        fields.insert("assignees".into(), serde_json::to_value([work.actor().user])?);
    }
    match work.context.number {
        Some(number) => fields.insert("number".into(), number.into()),
        None => fields.remove("number"),
    };
    let id = WorkOrderId(key.id);
    work.put(key, &fields)?;
    work.effects.audience_changed.push(id);
    work.record(id, Event::Created {})
}

/// Changes fields of a row.
pub(super) fn set(work: &mut Work<'_>, entity: Entity, id: Uuid, patch: &Patch) -> Result<(), Failure> {
    let row = work.need(Key { entity, id })?;
    let mut fields = row.body.fields()?;
    let relation = relation_to(work, row, &fields)?;
    for name in patch.keys() {
        if !settable(entity).contains(&name.as_str()) {
            return Err(Rejection::on(Code::Forbidden, name).into());
        }
        work.require(Act::Set(entity, name), relation)?;
    }
    let merged = merge(&mut fields, patch);
    write(work, row, fields, merged)
}

/// Stores merged fields of `row`, tells the timeline, and keeps second values aside.
pub(super) fn write(
    work: &mut Work<'_>,
    row: &Row,
    mut fields: Map<String, Value>,
    merged: crate::merge::Merged,
) -> Result<(), Failure> {
    check(row.entity, &fields)?;
    let names: Vec<&str> = merged.changed.iter().map(|(name, _)| name.as_str()).collect();
    if row.entity == Entity::WorkOrder && names.iter().any(|n| matches!(*n, "customer" | "site")) {
        // Whoever sees the job must come to see its new customer.
        work.effects.audience_changed.push(WorkOrderId(row.id));
    }
    for (name, _) in &merged.changed {
        remember(&mut fields, name, work.context.stamp())?;
    }
    for clash in merged.clashes {
        work.keep_aside(row, &fields, clash)?;
    }
    if row.entity == Entity::WorkOrder {
        for (field, old) in &merged.changed {
            let new = fields.get(field).cloned().unwrap_or(Value::Null);
            work.record(WorkOrderId(row.id), Event::Changed { field: field.clone(), old: old.clone(), new })?;
        }
    }
    if !merged.changed.is_empty() {
        work.put(row.key(), &fields)?;
    }
    Ok(())
}

/// Hides a note or a photo.
pub(super) fn remove(work: &mut Work<'_>, entity: Entity, id: Uuid) -> Result<(), Failure> {
    if !matches!(entity, Entity::Note | Entity::Photo) {
        return Err(Rejection::new(Code::Forbidden).into());
    }
    let key = Key { entity, id };
    let Some(row) = work.find(key)? else { return Err(Failure::Missing(key)) };
    if row.deleted {
        return Ok(());
    }
    // The author and the office; being on the crew is not enough.
    let relation = if row.created.by == work.actor().user { Relation::Own } else { Relation::Other };
    work.require(Act::Remove(entity), relation)?;
    let fields = row.body.fields()?;
    work.effects.puts.push(super::Put { key, body: Body::of(&fields)?, deleted: true });
    match link(&fields, "work_order") {
        Some(parent) => work.record(WorkOrderId(parent), Event::Removed { what: entity.name().to_owned() }),
        None => Ok(()),
    }
}

/// Who wrote `field` last, when the row remembers.
pub(super) fn written(fields: &Map<String, Value>, field: &str) -> Option<Stamp> {
    serde_json::from_value(fields.get(WRITTEN)?.get(field)?.clone()).ok()
}

pub(super) fn remember(fields: &mut Map<String, Value>, field: &str, stamp: Stamp) -> Result<(), Failure> {
    let stamp = serde_json::to_value(stamp)?;
    let written = fields.entry(WRITTEN).or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(written) = written {
        written.insert(field.to_owned(), stamp);
    }
    Ok(())
}

/// What this row is to the actor.
pub(super) fn relation_to(work: &Work<'_>, row: &Row, fields: &Map<String, Value>) -> Result<Relation, Failure> {
    match row.entity {
        Entity::WorkOrder => work.relation_by(Some(WorkOrderId(row.id))),
        Entity::User if row.id != work.actor().user.0 => Ok(Relation::Other),
        _ => work.relation_by(link(fields, "work_order").map(WorkOrderId)),
    }
}

fn link(fields: &Map<String, Value>, name: &str) -> Option<Uuid> {
    fields.get(name)?.as_str()?.parse().ok()
}

fn typed<T: DeserializeOwned>(fields: &Map<String, Value>) -> Result<T, Failure> {
    Ok(serde_json::from_value(Value::Object(fields.clone()))?)
}

/// Checks that the fields make a sound entity of this kind.
pub(super) fn check(entity: Entity, fields: &Map<String, Value>) -> Result<(), Failure> {
    match entity {
        Entity::Company => typed::<Company>(fields)?.check()?,
        Entity::User => typed::<User>(fields)?.check()?,
        Entity::Crew => typed::<Crew>(fields)?.check()?,
        Entity::Customer => typed::<Customer>(fields)?.check()?,
        Entity::Site => typed::<Site>(fields)?.check()?,
        Entity::WorkOrder => typed::<WorkOrder>(fields)?.check()?,
        Entity::Note => text::required("text", &typed::<Note>(fields)?.text, text::PAGE)?,
        Entity::Template => typed::<Template>(fields)?.check()?,
        Entity::Checklist => typed::<Checklist>(fields)?.check()?,
        Entity::Photo => typed::<Photo>(fields)?.check()?,
        Entity::Item => typed::<Item>(fields)?.check()?,
        Entity::Location => typed::<Location>(fields)?.check()?,
        Entity::ParkedCode => text::required("raw", &typed::<ParkedCode>(fields)?.raw, text::PARAGRAPH)?,
        _ => {}
    }
    Ok(())
}
