//! Items with their codes, and what there is of them on the first day.

use domain::ids::{ItemId, LocationId};
use domain::quantity::Quantity;
use domain::stock::{Item, ItemCode, MoveKind, Movement};
use domain::{Edit, Entity, Rejection, Row};
use uuid::Uuid;

use super::fields_into;
use super::reading::{Reading, texts};
use crate::owner::tables::cell::{read_flag, read_money};
use crate::owner::tables::names::Names;

/// An item that is made, or changed.
pub(super) fn item_into(
    id: Option<Uuid>,
    row: Option<&Row>,
    reading: &mut Reading<'_>,
) -> Result<Vec<Edit>, Rejection> {
    let mut fields = texts(reading, &["name", "category", "brand", "unit"]);
    let quantity = |text: &str| if text.is_empty() { Some(0) } else { text.parse::<Quantity>().ok().map(|q| q.0) };
    reading.put(&mut fields, ("truck_min", "truck_min"), "a quantity", quantity);
    reading.put(&mut fields, ("truck_max", "truck_max"), "a quantity", quantity);
    let money = |text: &str| if text.is_empty() { Some(0) } else { read_money(text) };
    reading.put(&mut fields, ("cost", "cost_cents"), "an amount of money", money);
    reading.put(&mut fields, ("inactive", "inactive"), "yes or no", read_flag);
    let codes: Option<Option<Vec<ItemCode>>> = reading
        .line
        .cells
        .get("codes")
        .map(|text| text.split(';').map(str::trim).filter(|code| !code.is_empty()).map(read_code).collect());
    let codes = match codes {
        Some(None) => {
            reading.wrong("codes", "invalid", "this is not a list of codes");
            return Ok(Vec::new());
        }
        codes => codes.flatten(),
    };
    let (Some(item), Some(wanted)) = (row.and_then(Row::read::<Item>), &codes) else {
        if let (None, Some(codes)) = (row, codes) {
            fields.insert("codes".into(), serde_json::to_value(codes).unwrap_or_default());
        }
        return fields_into(Entity::Item, id, row, fields);
    };
    let mut edits = fields_into(Entity::Item, id, row, fields)?;
    let of = ItemId(id.unwrap_or_default());
    let gone = item.codes.iter().filter(|code| !wanted.iter().any(|other| other.code == code.code));
    edits.extend(gone.map(|code| Edit::RemoveCode { item: of, code: code.code.clone() }));
    let new = wanted.iter().filter(|code| !item.codes.contains(code));
    edits.extend(new.map(|code| Edit::AddCode { item: of, code: code.clone() }));
    Ok(edits)
}

fn read_code(text: &str) -> Option<ItemCode> {
    match text.rsplit_once(':') {
        Some((code, pack)) => Some(ItemCode { code: code.trim().to_owned(), pack: pack.parse().ok()? }),
        None => Some(ItemCode { code: text.to_owned(), pack: Quantity::whole(1) }),
    }
}

/// How many of an item are where, as a count.
pub(super) fn opening_stock(id: Uuid, space: Uuid, names: &Names, reading: &mut Reading<'_>) -> Vec<Edit> {
    for column in ["item", "location", "quantity"] {
        if reading.line.get(column).is_none() {
            reading.wrong(column, "required", "something must stand here");
        }
    }
    let (item, place) = (reading.find("item", &names.items), reading.find("location", &names.locations));
    let quantity = reading.line.get("quantity").map(str::parse::<Quantity>);
    if quantity.as_ref().is_some_and(Result::is_err) {
        reading.wrong("quantity", "invalid", "this is not a quantity");
    }
    let (Some(item), Some(place), Some(Ok(quantity))) = (item, place, quantity) else { return Vec::new() };
    if quantity == Quantity::ZERO {
        return Vec::new();
    }
    let place = Some(LocationId(place));
    let (from, to) = if quantity.is_negative() { (place, None) } else { (None, place) };
    let movement = Movement {
        item: ItemId(item),
        from,
        to,
        quantity: Quantity(quantity.0.abs()),
        kind: MoveKind::Count,
        reason: "opening stock".into(),
        batch: Some(space),
        ..Movement::default()
    };
    vec![Edit::MoveStock { id, movement }]
}
