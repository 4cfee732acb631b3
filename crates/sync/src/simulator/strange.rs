//! Edits that no app of ours makes: for a fuzzer.

use domain::ids::{DeviceId, MutationId};
use pollster::block_on;
use protocol::SCHEMA;
use protocol::sync::{Mutation, PushRequest};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::invariants;
use super::world::{COMPANY, PEOPLE, World};
use crate::server::push;

/// Hands in JSON texts as edits, by turns as the office and as a technician. Each has to be answered, the same twice alike,
/// and the company's invariants have to hold. The error says what did not.
pub fn strange_edits<'a>(texts: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let world = World::new(1);
    for (nth, text) in texts.enumerate() {
        let Ok(edit) = RawValue::from_string(text.to_owned()) else { continue };
        let mutation = Mutation {
            id: MutationId(Uuid::from_u128(0x77_0000 + nth as u128)),
            device_seq: nth as u64 + 1,
            schema: SCHEMA,
            depends_on: Vec::new(),
            occurred_at: i64::MAX - 1,
            clock_offset_ms: if nth % 3 == 0 { i64::MAX } else { 0 },
            edit,
        };
        let (user, _) = PEOPLE[nth % 2];
        let device = DeviceId(Uuid::from_u128(0xDD));
        let request = PushRequest { schema: SCHEMA, device, epoch: None, mutations: vec![mutation] };
        let handed_in = || block_on(push(&world.server, COMPANY, user, &request, 1_700_000_000_000));
        let first = handed_in().map_err(|error| format!("{text}: {error:?}"))?;
        let second = handed_in().map_err(|error| format!("{text}: {error:?}"))?;
        let verdicts = |answer: &protocol::sync::PushResponse| {
            answer.outcomes.iter().map(|outcome| outcome.verdict.clone()).collect::<Vec<_>>()
        };
        if verdicts(&first) != verdicts(&second) {
            return Err(format!("{text}: {first:?} and then {second:?}"));
        }
    }
    invariants::always(&world)
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_no_edit_or_makes_no_sense_is_answered_and_changes_nothing_that_must_hold() {
        let id = "00000000-0000-0000-0000-0000000000e0";
        let texts = [
            "{}".to_owned(),
            "[1,2".to_owned(),
            "6333333330e03330".to_owned(),
            r#"{"row.create":{"entity":"note","fields":{"text":1e999}}}"#.to_owned(),
            format!(r#"{{"row.remove":{{"entity":"movement","id":"{id}"}}}}"#),
            format!(r#"{{"row.remove":{{"entity":"company","id":"{id}"}}}}"#),
            format!(r#"{{"row.create":{{"entity":"level","id":"{id}","fields":{{"on_hand":5}}}}}}"#),
            format!(
                r#"{{"stock.move":{{"id":"{id}","movement":{{"item":"{id}","quantity":9223372036854775807,"kind":"use"}}}}}}"#
            ),
        ];
        super::strange_edits(texts.iter().map(String::as_str)).unwrap();
    }
}
