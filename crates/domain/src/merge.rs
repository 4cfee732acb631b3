//! Three-way merge, field by field. Disjoint changes both land; on the same field the value that was there first stays
//! and the other becomes a clash, for a conflict row.

use serde_json::{Map, Value};

use crate::edit::Patch;

/// A field that two people changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// Its name.
    pub field: String,
    /// The value that stays.
    pub current: Value,
    /// The value kept aside.
    pub other: Value,
}

/// What merging a patch did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// Names of fields that got a new value, with the value before.
    pub changed: Vec<(String, Value)>,
    /// Fields that two people changed.
    pub clashes: Vec<Clash>,
}

/// Puts `patch` into `fields`. A field that already has the wanted value is left alone, silently.
pub fn merge(fields: &mut Map<String, Value>, patch: &Patch) -> Merged {
    let mut merged = Merged::default();
    for (name, change) in patch {
        let current = fields.get(name).unwrap_or(&Value::Null);
        if same(current, &change.new) {
            continue;
        }
        if same(current, &change.old) {
            let before = fields.insert(name.clone(), change.new.clone()).unwrap_or(Value::Null);
            merged.changed.push((name.clone(), before));
        } else {
            merged.clashes.push(Clash { field: name.clone(), current: current.clone(), other: change.new.clone() });
        }
    }
    merged
}

/// Equal as a person sees it: a missing field, `null`, an empty text, `false` and an empty list are all "nothing".
fn same(a: &Value, b: &Value) -> bool {
    a == b || (is_nothing(a) && is_nothing(b))
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(s) => s.is_empty(),
        Value::Array(a) => a.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Change;
    use serde_json::json;

    fn fields(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn patch(changes: &[(&str, Value, Value)]) -> Patch {
        changes.iter().map(|(f, old, new)| ((*f).to_owned(), Change { old: old.clone(), new: new.clone() })).collect()
    }

    #[test]
    fn different_fields_both_land() {
        let mut row = fields(json!({"title": "Panel", "permit": ""}));
        merge(&mut row, &patch(&[("title", json!("Panel"), json!("Panel upgrade"))]));
        let second = merge(&mut row, &patch(&[("permit", json!(""), json!("E-17"))]));
        assert!(second.clashes.is_empty());
        assert_eq!(row, fields(json!({"title": "Panel upgrade", "permit": "E-17"})));
    }

    #[test]
    fn the_same_field_keeps_the_first_value_and_sets_the_second_aside() {
        let mut row = fields(json!({"title": "Ana's"}));
        let merged = merge(&mut row, &patch(&[("title", json!("Before"), json!("Ben's"))]));
        assert_eq!(row["title"], "Ana's");
        assert_eq!(merged.clashes, [Clash { field: "title".into(), current: json!("Ana's"), other: json!("Ben's") }]);
    }

    #[test]
    fn two_people_who_want_the_same_do_not_clash() {
        let mut row = fields(json!({"title": "Same"}));
        let merged = merge(&mut row, &patch(&[("title", json!("Before"), json!("Same"))]));
        assert_eq!(merged, Merged::default());
    }

    #[test]
    fn a_missing_field_counts_as_an_empty_one() {
        let mut row = fields(json!({}));
        let merged = merge(&mut row, &patch(&[("permit", json!(""), json!("E-17"))]));
        assert!(merged.clashes.is_empty());
        assert_eq!(row["permit"], "E-17");
    }
}
