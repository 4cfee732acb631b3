//! Correcting an edit that was refused: the words and quantities in it that a person may write anew.
//!
//! Never here: identifiers, choices and moments; what was chosen wrongly is done again where it is chosen.

use serde_json::Value;

use crate::edit::Edit;
use crate::quantity::Quantity;
use crate::rejection::{Code, Rejection};

/// Fields that hold words as they were typed.
const WORDS: [&str; 24] = [
    "access",
    "brand",
    "caption",
    "category",
    "code",
    "description",
    "email",
    "label",
    "name",
    "note",
    "notes",
    "permit",
    "phone",
    "reason",
    "state",
    "street",
    "summary",
    "text",
    "title",
    "town",
    "unit",
    "zip",
    "new",
    "code_edition",
];
/// The field that holds a [`Quantity`].
const QUANTITY: &str = "quantity";

/// One thing that may be written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correctable {
    /// Where it stands in the edit: names and places, from the outside in, with `/` between.
    pub place: String,
    /// The field's name.
    pub field: String,
    /// As it was entered.
    pub text: String,
}

/// Everything in `edit` that may be written anew, in its own order.
pub fn correctable(edit: &Edit) -> Vec<Correctable> {
    let mut found = Vec::new();
    if let Ok(value) = serde_json::to_value(edit) {
        walk(&value, &mut Vec::new(), &mut found);
    }
    found
}

/// The edit with other words in some places.
pub fn corrected(edit: &Edit, texts: &[(String, String)]) -> Result<Edit, Rejection> {
    let invalid = |field: &str| Rejection::on(Code::Invalid, field);
    let known = correctable(edit);
    let mut value = serde_json::to_value(edit).map_err(|_| Rejection::new(Code::Invalid))?;
    for (place, text) in texts {
        let one = known.iter().find(|one| one.place == *place).ok_or_else(|| invalid(place))?;
        let target = value.pointer_mut(&format!("/{place}")).ok_or_else(|| invalid(&one.field))?;
        *target = match one.field.as_str() {
            QUANTITY => {
                let quantity: Quantity = text.trim().parse().map_err(|_| invalid(QUANTITY))?;
                serde_json::to_value(quantity).map_err(|_| invalid(QUANTITY))?
            }
            _ => Value::String(text.clone()),
        };
    }
    serde_json::from_value(value).map_err(|_| Rejection::new(Code::Invalid))
}

fn walk(value: &Value, place: &mut Vec<String>, found: &mut Vec<Correctable>) {
    let Value::Object(fields) = value else { return };
    for (name, value) in fields {
        place.push(name.clone());
        // A change of a field is named by the field, not by its new side.
        let field = match (name.as_str(), place.iter().rev().nth(1)) {
            ("new", Some(field)) => field.clone(),
            _ => name.clone(),
        };
        match value {
            Value::String(text) if WORDS.contains(&name.as_str()) && WORDS.contains(&field.as_str()) => {
                found.push(Correctable { place: place.join("/"), field, text: text.clone() });
            }
            Value::Number(_) if name == QUANTITY => {
                if let Ok(quantity) = serde_json::from_value::<Quantity>(value.clone()) {
                    found.push(Correctable { place: place.join("/"), field, text: quantity.to_string() });
                }
            }
            value => walk(value, place, found),
        }
        place.pop();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    const ID: &str = "00000000-0000-0000-0000-00000000000a";

    fn edit(value: Value) -> Edit {
        serde_json::from_value(value).unwrap()
    }

    fn places(edit: &Edit) -> Vec<(String, String)> {
        correctable(edit).into_iter().map(|one| (one.place, one.text)).collect()
    }

    #[test]
    fn the_new_side_of_a_change_is_written_anew_and_the_old_one_stays() {
        let patch = json!({"title": {"old": "Panel", "new": ""}, "priority": {"old": "normal", "new": "urgent"}});
        let refused = edit(json!({"row.set_fields": {"entity": "work_order", "id": ID, "patch": patch}}));
        assert_eq!(places(&refused), [("row.set_fields/patch/title/new".to_owned(), String::new())]);
        let change = vec![("row.set_fields/patch/title/new".to_owned(), "Panel change".to_owned())];
        let Edit::SetFields { patch, .. } = corrected(&refused, &change).unwrap() else { panic!("another edit") };
        assert_eq!((patch["title"].old.clone(), patch["title"].new.clone()), (json!("Panel"), json!("Panel change")));
        assert_eq!(patch["priority"].new, json!("urgent"));
    }

    #[test]
    fn words_and_quantities_of_new_rows_and_movements_are_found_and_identifiers_are_not() {
        let note =
            edit(json!({"row.create": {"entity": "note", "id": ID, "fields": {"work_order": ID, "text": "Hot"}}}));
        assert_eq!(places(&note), [("row.create/fields/text".to_owned(), "Hot".to_owned())]);
        let movement = json!({"item": ID, "from": ID, "quantity": 2500, "kind": "use", "reason": ""});
        let moved = edit(json!({"stock.move": {"id": ID, "movement": movement}}));
        let quantity = "stock.move/movement/quantity".to_owned();
        assert_eq!(places(&moved)[0], (quantity.clone(), "2.5".to_owned()));
        let Edit::MoveStock { movement, .. } = corrected(&moved, &[(quantity.clone(), "4".to_owned())]).unwrap() else {
            panic!("another edit")
        };
        assert_eq!(movement.quantity.to_string(), "4");
        assert_eq!(corrected(&moved, &[(quantity, "many".to_owned())]).unwrap_err().field.as_deref(), Some("quantity"));
    }

    #[test]
    fn nothing_else_can_be_written() {
        let note =
            edit(json!({"row.create": {"entity": "note", "id": ID, "fields": {"work_order": ID, "text": "Hot"}}}));
        for place in ["row.create/id", "row.create/fields/work_order", "row.create/entity", "x"] {
            assert!(corrected(&note, &[(place.to_owned(), "other".to_owned())]).is_err(), "{place}");
        }
    }
}
