//! The texts that travel and are stored, letter for letter. A change here is a change of the format: it may only grow.
#![allow(clippy::unwrap_used)]

use domain::Edit;
use protocol::account::{AccountState, OpenSessions, ResetRequest, SignIns};
use protocol::auth::{InviteResponse, LoginRequest};
use protocol::error::{ErrorBody, ErrorCode};
use protocol::sync::{Mutation, Outcome, PullRequest, PullResponse, PushRequest};

/// Reads `text`, writes it again, and expects the same.
fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) {
    let value: T = serde_json::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
}

const A: &str = "00000000-0000-0000-0000-00000000000a";
const B: &str = "00000000-0000-0000-0000-00000000000b";

#[test]
fn how_backups_stand_keeps_its_shape() {
    use protocol::backups::Backups;
    round_trip::<Backups>(
        r#"{"made_at":1,"bytes":2,"checked_at":3,"warnings":["no_passphrase","none_lately","last_failed","never_checked","check_failed"]}"#,
    );
    round_trip::<Backups>(r#"{"made_at":1,"bytes":2,"place":"folder","checked_at":3,"warnings":["check_late"]}"#);
    let later: Backups = serde_json::from_str(r#"{"place":"tape","warnings":["of_later"]}"#).unwrap();
    assert_eq!(later.warnings, [protocol::backups::Warning::Other]);
    assert_eq!(later.place, Some(protocol::backups::Place::Other));
}

#[test]
fn what_other_programs_are_given_keeps_its_shape() {
    use protocol::owner::{ApiTokenInfo, NewApiToken, NewWebhook, Scope, WebhookInfo};
    let id = "00000000-0000-0000-0000-00000000000a";
    round_trip::<NewApiToken>(r#"{"name":"Books","scopes":["read","write","export","hooks"]}"#);
    round_trip::<NewWebhook>(r#"{"url":"https://a.example","events":["*"]}"#);
    round_trip::<ApiTokenInfo>(&format!(
        r#"{{"id":"{id}","name":"Books","scopes":["read"],"made_by":"{id}","made_at":1,"last_used_at":2,"revoked_at":null}}"#
    ));
    // A list reads over scopes of a later server; a key is never made with less than was asked for.
    let later: ApiTokenInfo = serde_json::from_str(&format!(
        r#"{{"id":"{id}","name":"Books","scopes":["read","of_later","hooks"],"made_by":"{id}","made_at":1}}"#
    ))
    .unwrap();
    assert_eq!(later.scopes, [Scope::Read, Scope::Hooks]);
    assert!(serde_json::from_str::<NewApiToken>(r#"{"name":"Books","scopes":["read","of_later"]}"#).is_err());
    round_trip::<WebhookInfo>(&format!(
        r#"{{"id":"{id}","url":"u","events":["*"],"made_by":"{id}","made_at":1,"failing_since":2,"failure":"f","disabled_at":3,"delivered_at":4}}"#
    ));
}

#[test]
fn every_edit_keeps_its_name_and_shape() {
    for text in [
        r#"{"row.create":{"entity":"customer","id":"A","fields":{"name":"Bakery"}}}"#,
        r#"{"row.set_fields":{"entity":"work_order","id":"A","patch":{"title":{"old":"x","new":"y"}}}}"#,
        r#"{"row.remove":{"entity":"note","id":"A"}}"#,
        r#"{"work_order.transition":{"work_order":"A","from":"on_site","to":"waiting","waiting_on":"parts","reason":"breaker"}}"#,
        r#"{"work_order.assign":{"work_order":"A","add":["B"],"remove":[]}}"#,
        r#"{"checklist.answer":{"checklist":"A","step":"s1","finding":"pass","note":"ok"}}"#,
        r#"{"checklist.complete":{"checklist":"A"}}"#,
        r#"{"stock.move":{"id":"A","movement":{"item":"B","from":"A","quantity":2500,"kind":"use","reason":""}}}"#,
        r#"{"item.add_code":{"item":"A","code":{"code":"00400880000600","pack":10000}}}"#,
        r#"{"item.remove_code":{"item":"A","code":"00400880000600"}}"#,
        r#"{"parked_code.link":{"parked":"A","item":"B","pack":1000}}"#,
        r#"{"time.start":{"id":"A","kind":"work","work_order":"B","at":1}}"#,
        r#"{"time.stop":{"id":"A","at":2}}"#,
        r#"{"time.correct":{"id":"A","kind":"travel","start":1,"end":2,"reason":"forgot"}}"#,
        r#"{"rejected.decide":{"refused":"A"}}"#,
        r#"{"rejected.decide":{"refused":"A","again":"B"}}"#,
        r#"{"conflict.resolve":{"conflict":"A","subject":{"entity":"work_order","id":"B"},"choice":"take_other"}}"#,
    ] {
        let text = text.replace("\"A\"", &format!("\"{A}\"")).replace("\"B\"", &format!("\"{B}\""));
        round_trip::<Edit>(&text);
        let edit: Edit = serde_json::from_str(&text).unwrap();
        assert!(text.starts_with(&format!("{{\"{}\":", edit.kind())), "{text}");
    }
}

#[test]
fn push_and_pull_keep_their_shape() {
    round_trip::<Mutation>(&format!(
        r#"{{"id":"{A}","device_seq":7,"schema":1,"depends_on":["{B}"],"occurred_at":5,"clock_offset_ms":-3,"edit":{{"row.remove":{{}}}}}}"#
    ));
    round_trip::<PushRequest>(&format!(r#"{{"schema":1,"device":"{A}","epoch":"{B}","mutations":[]}}"#));
    for verdict in [
        r#"{"applied":{"seq":3}}"#.to_owned(),
        format!(r#"{{"merged":{{"seq":3,"conflicts":["{B}"]}}}}"#),
        r#"{"rejected":{"seq":3,"rejection":{"code":"illegal_step","field":"status"}}}"#.to_owned(),
        format!(r#"{{"deferred":{{"missing":{{"entity":"item","id":"{B}"}}}}}}"#),
    ] {
        round_trip::<Outcome>(&format!(r#"{{"id":"{A}","verdict":{verdict}}}"#));
        round_trip::<Outcome>(&format!(r#"{{"id":"{A}","duplicate":true,"verdict":{verdict}}}"#));
    }
    round_trip::<PullRequest>(&format!(r#"{{"schema":1,"device":"{A}","cursor":"c","scope":"s"}}"#));
    round_trip::<PullRequest>(&format!(
        r#"{{"schema":1,"device":"{A}","limit":9,"digest":true,"waiting":{{"unsent":3,"needs_you":1,"oldest_at":7,"rebuilt":0}}}}"#
    ));
    let row = format!(
        r#"{{"entity":"note","id":"{A}","version":1,"seq":3,"created":{{"by":"{B}","at":1}},"updated":{{"by":"{B}","at":1}},"body":{{"text":"x","later":true}}}}"#
    );
    round_trip::<PullResponse>(&format!(
        r#"{{"epoch":"{A}","server_time":9,"cursor":"c","through":3,"scope":"s","rows":[{row}],"gone":[{{"entity":"note","id":"{B}"}}],"more":true,"digest":{{"note":{{"rows":1,"mark":18446744073709551615}}}}}}"#
    ));
    round_trip::<PullRequest>(&format!(r#"{{"schema":1,"device":"{A}","ahead":64,"packs":1}}"#));
    round_trip::<PullResponse>(&format!(
        r#"{{"epoch":"{A}","server_time":9,"cursor":"c","through":3,"scope":"s","more":true,"packed":314}}"#
    ));
    // As builds before digests wrote and read them.
    let older = format!(r#"{{"schema":1,"device":"{A}","cursor":"c","scope":"s","limit":null}}"#);
    assert_eq!(serde_json::from_str::<PullRequest>(&older).unwrap().limit, None);
    let nothing = format!(
        r#"{{"epoch":"{A}","server_time":9,"cursor":"c","through":3,"scope":"s","rows":[],"gone":[],"settled":[],"more":false}}"#
    );
    assert!(!serde_json::from_str::<PullResponse>(&nothing).unwrap().more);
}

#[test]
fn accounts_keep_their_shape() {
    let login = format!(r#"{{"login":"mike","password":"x","device":"{A}","device_name":"iPhone"}}"#);
    round_trip::<LoginRequest>(&login);
    round_trip::<LoginRequest>(&login.replace('}', r#","second_factor":"123456"}"#));
    round_trip::<ResetRequest>(&format!(
        r#"{{"login":"mike","code":"AB0C1-DEFGH","password":"x","device":"{A}","device_name":""}}"#
    ));
    round_trip::<AccountState>(&format!(
        r#"{{"user":"{A}","login":"mike","has_password":true,"second_factor":false,"recovery_codes":0,"locked_at":5,"locked_reason":"left"}}"#
    ));
    round_trip::<OpenSessions>(&format!(
        r#"{{"sessions":[{{"id":"{A}","device":"{B}","device_name":"iPhone","created_at":1,"last_seen_at":2,"address":"::1","this":true}}]}}"#
    ));
    round_trip::<SignIns>(&format!(
        r#"{{"events":[{{"id":"{A}","at":1,"user":"{B}","by":"{A}","address":"::1","event":"locked","detail":"left"}}],"more":false}}"#
    ));
    // As builds before letters wrote it.
    let older = format!(r#"{{"user":"{A}","set_up_code":"AB0C1-DEFGH"}}"#);
    assert!(!serde_json::from_str::<InviteResponse>(&older).unwrap().by_letter);
    for code in ["second_factor_needed", "bad_second_factor", "wrong_password"] {
        round_trip::<ErrorCode>(&format!("\"{code}\""));
    }
}

#[test]
fn what_a_later_version_adds_is_read_over() {
    let later = format!(r#"{{"schema":9,"device":"{A}","mutations":[],"new_field":1}}"#);
    assert_eq!(serde_json::from_str::<PushRequest>(&later).unwrap().schema, 9);
    let body: ErrorBody = serde_json::from_str(r#"{"code":"from_the_future","advice":"wait"}"#).unwrap();
    assert_eq!(body.code, ErrorCode::Other);
}
