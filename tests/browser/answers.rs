//! What answers mean: ours, those of others in between, and none at all.

use std::cell::Cell;

use domain::Entity;
use domain::ids::DeviceId;
use js_sys::{Function, Reflect};
use pem2_app::platform::http::{CallError, HttpApi};
use pem2_app::platform::idb::store_error;
use protocol::blobs::Rendition;
use protocol::paths::{PACKED_PAGES_TYPE, PAGES_TYPE, PULL, REFRESH};
use protocol::sync::{PACK_FORM, PullRequest};
use serde_json::json;
use sync::client::{NetError, StoreError};
use sync::conformance::rows::row;
use sync::pack::Pack;
use uuid::Uuid;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::DomException;

use super::pictures::until;
use super::scripted_server::{Call, Say, ScriptedServer};

const JSON: &str = "application/json";
const HTML: &str = "text/html";

fn request() -> PullRequest {
    PullRequest { schema: protocol::SCHEMA, device: DeviceId(Uuid::nil()), ..PullRequest::default() }
}

fn session(token: &str) -> Say {
    let nobody = Uuid::nil();
    let who =
        json!({ "company": nobody, "company_name": "", "user": nobody, "name": "", "login": "", "role": "technician" });
    Say::This(200, JSON, json!({ "access_token": token, "expires_in": 900, "who": who }).to_string())
}

fn page() -> Say {
    let body = json!({ "epoch": Uuid::nil(), "server_time": 0, "cursor": "c", "through": 0, "scope": "s" });
    Say::This(200, JSON, body.to_string())
}

fn portal() -> Say {
    Say::This(200, HTML, "<html>Welcome to the hotel</html>".into())
}

fn refusal(status: u16, code: &str) -> Say {
    Say::Wait(status, JSON, json!({ "code": code, "advice": "retry" }).to_string())
}

/// A server that lets everybody in, and answers everything else by `script`.
fn server(script: impl Fn(&Call) -> Say + 'static) -> ScriptedServer {
    ScriptedServer::new(move |call| if call.path == REFRESH { session("new") } else { script(call) })
}

#[wasm_bindgen_test]
async fn only_our_own_words_count_as_an_answer() {
    let cases: [(fn() -> Say, NetError); 9] = [
        (portal, NetError::Offline),
        (|| Say::Unreachable, NetError::Offline),
        (|| Say::This(502, HTML, "Bad gateway".into()), NetError::Offline),
        (|| Say::This(404, HTML, "No such page".into()), NetError::Offline),
        (|| refusal(409, "epoch_changed"), NetError::Epoch),
        (|| refusal(426, "update_needed"), NetError::Update),
        (|| refusal(429, "too_many"), NetError::Busy(7_000)),
        (|| refusal(503, "unavailable"), NetError::Busy(7_000)),
        (|| refusal(500, "internal"), NetError::Server),
    ];
    for (say, meaning) in cases {
        let server = server(move |_| say());
        assert_eq!(HttpApi::default().pull(&request()).await.unwrap_err(), meaning);
        assert!(server.calls.borrow().iter().all(|call| call.client == "1"), "every call says that it is the app's");
    }
}

#[wasm_bindgen_test]
async fn a_sign_in_that_is_over_is_renewed_without_a_word() {
    let server = server(|call| if call.token == "new" { page() } else { refusal(401, "sign_in_needed") });
    HttpApi::default().pull(&request()).await.unwrap();
    assert_eq!((server.count(REFRESH), server.count(PULL)), (1, 1));
}

#[wasm_bindgen_test]
async fn calls_that_find_the_sign_in_over_at_once_share_one_renewal() {
    let renewals = std::cell::Cell::new(0);
    let server = ScriptedServer::new(move |call| match (call.path.as_str(), call.token.as_str()) {
        (REFRESH, _) => {
            renewals.set(renewals.get() + 1);
            session(if renewals.get() == 1 { "old" } else { "new" })
        }
        (_, "new") => page(),
        _ => refusal(401, "sign_in_needed"),
    });
    let api = HttpApi::default();
    api.refresh().await.unwrap();
    let asked = request();
    let (one, two, three) = futures_util::future::join3(api.pull(&asked), api.pull(&asked), api.pull(&asked)).await;
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    assert_eq!(server.count(REFRESH), 2);
}

#[wasm_bindgen_test]
async fn a_sign_in_that_cannot_be_renewed_is_asked_for() {
    let _server = ScriptedServer::new(|_| refusal(401, "sign_in_needed"));
    assert_eq!(HttpApi::default().pull(&request()).await.unwrap_err(), NetError::SignIn);
}

#[wasm_bindgen_test]
async fn who_is_locked_or_has_a_step_to_do_is_not_asked_to_sign_in() {
    for (code, meaning) in [("account_inactive", NetError::Locked), ("second_factor_due", NetError::SecondFactor)] {
        let _server = ScriptedServer::new(move |call| match call.path.as_str() {
            REFRESH => session("new"),
            _ => refusal(403, code),
        });
        assert_eq!(HttpApi::default().pull(&request()).await.unwrap_err(), meaning);
    }
}

#[wasm_bindgen_test]
async fn a_portals_page_is_no_photo() {
    let _server = server(|_| portal());
    let answer = HttpApi::default().photo(Uuid::nil(), Rendition::Thumb).await;
    assert_eq!(answer.unwrap_err(), CallError::Offline);
}

/// Lets a thousandth of each wait pass, until it is dropped.
struct FastClock(JsValue);

impl FastClock {
    fn new() -> Self {
        let real = Reflect::get(&js_sys::global(), &"setTimeout".into()).unwrap();
        let faster = Function::new_with_args("real", "return (then, ms) => real(then, ms / 1000)");
        let faster = faster.call1(&JsValue::UNDEFINED, &real).unwrap();
        Reflect::set(&js_sys::global(), &"setTimeout".into(), &faster).unwrap();
        Self(real)
    }
}

impl Drop for FastClock {
    fn drop(&mut self) {
        drop(Reflect::set(&js_sys::global(), &"setTimeout".into(), &self.0));
    }
}

#[wasm_bindgen_test]
async fn an_answer_that_stalls_in_its_middle_is_given_up() {
    let _server = server(|_| Say::Silence);
    let _clock = FastClock::new();
    assert_eq!(HttpApi::default().pull(&request()).await.unwrap_err(), NetError::Offline);
}

#[wasm_bindgen_test]
fn errors_of_the_store_are_told_by_the_names_that_browsers_give_them() {
    let named = |name: &str| store_error(&DomException::new_with_message_and_name("why", name).unwrap().into());
    assert_eq!(named("QuotaExceededError"), StoreError::Full);
    assert_eq!(named("VersionError"), StoreError::Newer);
    for lost in ["InvalidStateError", "UnknownError", "AbortError"] {
        assert_eq!(named(lost), StoreError::Lost("why".into()));
    }
    assert_eq!(named("DataError"), StoreError::Other("DataError: why".into()));
}

fn line(cursor: &str, more: bool) -> String {
    json!({ "epoch": Uuid::nil(), "server_time": 0, "cursor": cursor, "through": 0, "scope": "s", "more": more })
        .to_string()
}

fn after(cursor: &str) -> PullRequest {
    PullRequest { cursor: Some(cursor.into()), scope: Some("s".into()), ..request() }
}

#[wasm_bindgen_test]
async fn pages_that_came_ahead_are_not_asked_for() {
    let server = server(|_| {
        Say::This(200, PAGES_TYPE, [line("a", true), line("b", true), line("c", false)].map(|l| l + "\n").concat())
    });
    let api = HttpApi::default();
    let first = api.pull(&request()).await.unwrap();
    assert_eq!((first.page.answer.cursor.as_str(), first.is_fresh), ("a", true));
    for (asked, answered) in [("a", "b"), ("b", "c")] {
        let next = api.pull(&after(asked)).await.unwrap();
        assert_eq!((next.page.answer.cursor.as_str(), next.is_fresh), (answered, false));
    }
    assert_eq!(server.count(PULL), 1);
    assert!(api.pull(&after("c")).await.unwrap().is_fresh, "what was not sent ahead is asked for");
}

#[wasm_bindgen_test]
async fn pages_ahead_that_do_not_continue_or_were_cut_off_are_asked_for() {
    let server = server(|_| Say::This(200, PAGES_TYPE, [line("a", true), "\n".into(), line("b", true)].concat()));
    let api = HttpApi::default();
    api.pull(&request()).await.unwrap();
    assert!(api.pull(&after("x")).await.unwrap().is_fresh, "the phone stands elsewhere");
    assert!(api.pull(&after("a")).await.unwrap().is_fresh, "the line has no end");
    assert_eq!(server.count(PULL), 3);
}

/// A page of this cursor with a pack of its rows.
fn packed(cursor: &str, more: bool, pack: &str) -> String {
    let mut page: serde_json::Value = serde_json::from_str(&line(cursor, more)).unwrap();
    page["packed"] = pack.len().into();
    format!("{page}\n{pack}")
}

#[wasm_bindgen_test]
async fn rows_that_come_packed_stay_as_they_came() {
    let pack = |id| Pack::of(&[row(Entity::Item, id, 1, json!({ "name": "Box, 4\" é\n" }))]).unwrap();
    let (one, two) = (pack(1), pack(2));
    let body = [packed("a", true, one.text().unwrap()), packed("b", false, two.text().unwrap())].concat();
    let server = server(move |_| Say::This(200, PACKED_PAGES_TYPE, body.clone()));
    let api = HttpApi::default();
    let first = api.pull(&PullRequest { packs: PACK_FORM, ..request() }).await.unwrap();
    assert_eq!((first.page.answer.cursor.as_str(), first.page.pack), ("a", Some(one)));
    let second = api.pull(&after("a")).await.unwrap();
    assert_eq!((second.page.answer.cursor.as_str(), second.page.pack), ("b", Some(two)));
    assert_eq!(server.count(PULL), 1);
}

#[wasm_bindgen_test]
async fn who_gets_a_pack_that_is_none_asks_for_rows_as_json() {
    let is_first = Cell::new(true);
    let server = server(move |_| match is_first.replace(false) {
        true => Say::This(200, PACKED_PAGES_TYPE, packed("a", false, "item x 1 0 - 2 {}\n")),
        false => Say::This(200, JSON, line("a", false)),
    });
    let api = HttpApi::default();
    let asked = PullRequest { packs: PACK_FORM, ..request() };
    assert_eq!(api.pull(&asked).await.unwrap_err(), NetError::Offline, "it is asked for again");
    assert!(api.pull(&asked).await.unwrap().page.pack.is_none());
    assert_eq!(server.count(PULL), 2);
    until(async || server.bodies.borrow().iter().filter(|body| body.contains("ahead")).count() == 2).await;
    let asks_for_packs = |body: &&String| body.contains("\"packs\"");
    assert_eq!(server.bodies.borrow().iter().filter(asks_for_packs).count(), 1, "and not for a pack again");
}
