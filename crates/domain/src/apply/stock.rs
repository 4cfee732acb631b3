//! The stock ledger, item codes and parked codes.

use serde_json::Value;
use uuid::Uuid;

use super::{Failure, Work};
use crate::ids::{ItemId, level_id};
use crate::merge::Clash;
use crate::permission::{Act, Relation};
use crate::quantity::Quantity;
use crate::rejection::{Code, Rejection};
use crate::row::{Entity, Key, Row};
use crate::stock::{Item, ItemCode, Level, Movement, ParkedCode, check_code};

/// Writes one entry of the ledger and moves the levels by it.
pub(super) fn move_stock(work: &mut Work<'_>, id: Uuid, movement: &Movement) -> Result<(), Failure> {
    movement.check()?;
    let relation = work.relation_by(movement.work_order)?;
    work.require(Act::MoveStock, relation)?;
    let key = Key::new(Entity::Movement, id);
    if work.find(key)?.is_some() {
        return Err(Rejection::new(Code::AlreadyExists).into());
    }
    work.need(Key::new(Entity::Item, movement.item.0))?;
    if let Some(original) = movement.undoes {
        let original: Movement = work.need(Key::new(Entity::Movement, original))?.body.read()?;
        let expected = (original.to, original.from, original.quantity, original.item);
        if (movement.from, movement.to, movement.quantity, movement.item) != expected {
            return Err(Rejection::on(Code::Invalid, "undoes").into());
        }
    }
    for (location, delta) in movement.deltas() {
        work.need(Key::new(Entity::Location, location.0))?;
        let key = Key::new(Entity::Level, level_id(movement.item, location));
        let on_hand = match work.find(key)? {
            Some(row) => row.body.read::<Level>()?.on_hand,
            None => Quantity::ZERO,
        };
        work.put(key, &Level { item: movement.item, location, on_hand: on_hand + delta })?;
    }
    work.put(key, movement)
}

/// Gives an item another code. A code it has already only gets the new pack quantity.
pub(super) fn add_code(work: &mut Work<'_>, item: ItemId, code: &ItemCode) -> Result<(), Failure> {
    work.require(Act::Codes, Relation::Own)?;
    check_code(code)?;
    let (row, mut codes) = codes_of(work, item)?;
    match codes.iter_mut().find(|c| c.code == code.code) {
        Some(known) if known.pack == code.pack => return Ok(()),
        Some(known) => known.pack = code.pack,
        None => codes.push(code.clone()),
    }
    put_codes(work, row, &codes)
}

/// Takes a code from an item.
pub(super) fn remove_code(work: &mut Work<'_>, item: ItemId, code: &str) -> Result<(), Failure> {
    work.require(Act::Codes, Relation::Own)?;
    let (row, mut codes) = codes_of(work, item)?;
    let before = codes.len();
    codes.retain(|c| c.code != code);
    if codes.len() == before { Ok(()) } else { put_codes(work, row, &codes) }
}

/// Links a parked code to an item. The first link stays; a second to another item becomes a conflict.
pub(super) fn link_code(work: &mut Work<'_>, parked: Uuid, item: ItemId, pack: Quantity) -> Result<(), Failure> {
    work.require(Act::Codes, Relation::Own)?;
    let row = work.need(Key::new(Entity::ParkedCode, parked))?;
    let typed: ParkedCode = row.body.read()?;
    let mut body = row.body.fields()?;
    match typed.item {
        Some(linked) if linked == item => return Ok(()),
        Some(linked) => {
            let clash = Clash {
                field: "item".into(),
                current: serde_json::to_value(linked)?,
                other: serde_json::to_value(item)?,
            };
            return work.keep_aside(row, &body, clash);
        }
        None => {}
    }
    let code = ItemCode { code: crate::barcode::code_key(&typed.raw), pack };
    body.insert("item".into(), serde_json::to_value(item)?);
    work.put(row.key(), &body)?;
    add_code(work, item, &code)
}

fn codes_of<'a>(work: &Work<'a>, item: ItemId) -> Result<(&'a Row, Vec<ItemCode>), Failure> {
    let row = work.need(Key::new(Entity::Item, item.0))?;
    Ok((row, row.body.read::<Item>()?.codes))
}

fn put_codes(work: &mut Work<'_>, row: &Row, codes: &[ItemCode]) -> Result<(), Failure> {
    let mut body = row.body.fields()?;
    body.insert("codes".into(), serde_json::to_value(codes).unwrap_or(Value::Null));
    work.put(row.key(), &body)
}
