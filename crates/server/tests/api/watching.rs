//! What those see who watch the server, and what they do not.

use std::time::{Duration, Instant};

use domain::Entity;
use protocol::error::ErrorCode;
use protocol::paths;
use reqwest::Method;
use serde_json::{Value, json};
use server::config::{Listen, S3Config, WatchConfig};
use uuid::Uuid;

use crate::client::{Client, create, set};
use crate::uploads::hand_in;
use crate::world::World;

crate::on_both_databases!(
    a_server_that_is_well_is_ready_and_says_why,
    a_server_that_is_about_to_stop_is_not_ready_and_answers,
);

async fn a_server_that_is_well_is_ready_and_says_why(world: World) {
    let live = world.anybody().get(paths::HEALTH_LIVE).await;
    assert_eq!((live.status.as_u16(), live.body.as_slice()), (200, &b"alive\n"[..]));
    let ready: Value = world.anybody().get(paths::HEALTH_READY).await.ok();
    assert_eq!((&ready["ready"], &ready["well"]), (&json!(true), &json!(true)), "{ready}");
    for part in ["database", "migrations", "photos", "disk"] {
        assert_eq!(ready[part]["ok"], true, "{part}: {ready}");
    }
    assert_eq!(ready["migrations"]["step"], ready["migrations"]["needed"]);
    assert!(ready["disk"]["free_bytes"].as_u64().unwrap() > 0 && ready["epoch"].is_string(), "{ready}");
    assert_eq!(ready["letters"]["waiting"], 0);
}

async fn a_server_that_is_about_to_stop_is_not_ready_and_answers(world: World) {
    let mike = world.signed_in("mike").await;
    world.app.leaving.begin();
    let answer = world.anybody().get(paths::HEALTH_READY).await;
    assert_eq!(answer.status.as_u16(), 503);
    let words: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((&words["ready"], &words["leaving"]), (&json!(false), &json!(true)));
    assert!(world.anybody().get(paths::HEALTH_LIVE).await.status.is_success());
    assert!(mike.pull_page(None, None).await.status.is_success());
}

#[tokio::test]
async fn a_database_that_is_gone_makes_the_server_not_ready() {
    let world = World::on_sqlite().await;
    world.app.db.close().await;
    let answer = world.anybody().get(paths::HEALTH_READY).await;
    let words: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((answer.status.as_u16(), &words["database"]["ok"]), (503, &json!(false)), "{words}");
}

#[tokio::test]
async fn a_photo_store_that_never_answers_does_not_hold_up_who_asks() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", silent.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((connection, _)) = silent.accept().await {
            held.push(connection);
        }
    });
    let s3 = S3Config { endpoint: Some(endpoint), bucket: "none".into(), region: "none".into(), ..S3Config::default() };
    let world = World::with(Listen::default(), |config| config.s3 = s3).await;
    for path in [paths::HEALTH_READY, paths::HEALTH] {
        let started = Instant::now();
        let answer = world.anybody().get(path).await;
        assert!(started.elapsed() < Duration::from_secs(10), "{path}: {:?}", started.elapsed());
        let words: Value = serde_json::from_slice(&answer.body).unwrap();
        // Edits go on without photos: phones may come. Whoever asks whether all is well hears that it is not.
        let expected = if path == paths::HEALTH_READY { (200, json!(false)) } else { (503, Value::Null) };
        assert_eq!((answer.status.as_u16(), words["well"].clone()), expected, "{words}");
    }
}

fn with_token() -> Listen {
    let watch = WatchConfig { metrics_token: Some("a long secret".into()), ..WatchConfig::default() };
    Listen { watch, ..Listen::default() }
}

async fn metrics(world: &World) -> String {
    let request = world.anybody().request(Method::GET, paths::METRICS).bearer_auth("a long secret");
    let answer = Client::send(request).await;
    assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
    assert_eq!(answer.header("cache-control"), "no-store");
    String::from_utf8(answer.body).unwrap()
}

/// The value of a line.
fn value(text: &str, line: &str) -> f64 {
    let found = text.lines().find_map(|l| l.strip_prefix(line)?.strip_prefix(' '));
    found.and_then(|v| v.parse().ok()).unwrap_or_else(|| panic!("{line} is not in\n{text}"))
}

#[tokio::test]
async fn counters_are_for_whoever_has_the_token() {
    let world = World::on_sqlite().await;
    assert_eq!(world.anybody().get(paths::METRICS).await.error(404), ErrorCode::NotFound);
    let world = World::with(with_token(), |_| {}).await;
    assert_eq!(world.anybody().get(paths::METRICS).await.error(401), ErrorCode::SignInNeeded);
    let wrong = world.anybody().request(Method::GET, paths::METRICS).bearer_auth("a long secre");
    assert_eq!(Client::send(wrong).await.error(401), ErrorCode::SignInNeeded);
    assert!(metrics(&world).await.ends_with("# EOF\n"));
}

#[tokio::test]
async fn what_happens_is_counted_and_nobody_is_named() {
    let world = World::with(with_token(), |_| {}).await;
    let mut dana = world.signed_in("dana").await;
    world.anybody().log_in("dana", "wrong").await.error(401);
    let customer = Uuid::new_v4();
    let made = create(Entity::Customer, customer, json!({"name": "Eleanor Whitfield"}));
    let mutation = dana.mutation(&made);
    dana.push_mutations(vec![mutation.clone()]).await.ok::<Value>();
    dana.push_mutations(vec![mutation]).await.ok::<Value>();
    dana.push(set(Entity::Customer, Uuid::new_v4(), "name", json!("a"), json!("b"))).await;
    dana.pull().await;
    let bytes: Vec<u8> = [0xFF, 0xD8, 0xFF].into_iter().chain([7; 1000]).collect();
    hand_in(&dana, &bytes).await;
    let nobody = Uuid::new_v4();
    dana.get(&format!("/photos/{nobody}/original")).await.error(404);
    world.anybody().get("/some/secret/page?of=somebody").await;
    let listening = dana.request(Method::GET, paths::EVENTS).send().await.unwrap();

    let text = metrics(&world).await;
    let asked = |route, method, class| {
        value(&text, &format!("pem2_request_seconds_count{{route=\"{route}\",method=\"{method}\",status=\"{class}\"}}"))
    };
    assert!((asked("/sync/push", "POST", "2xx") - 3.0).abs() < 0.1);
    assert!((asked("/blobs/{upload}", "PATCH", "2xx") - 1.0).abs() < 0.1);
    assert!((asked("/photos/{photo}/{rendition}", "GET", "4xx") - 1.0).abs() < 0.1);
    assert!((asked("app", "GET", "4xx") - 1.0).abs() < 0.1);
    let is = |line: &str, expected: f64| assert!((value(&text, line) - expected).abs() < 0.1, "{line}\n{text}");
    is("pem2_pushes_total", 3.0);
    is("pem2_edits_total{outcome=\"applied\"}", 1.0);
    is("pem2_edits_total{outcome=\"duplicate\"}", 1.0);
    is("pem2_edits_total{outcome=\"deferred\"}", 1.0);
    is("pem2_uploads_total", 1.0);
    is("pem2_upload_bytes_total", 1003.0);
    is("pem2_sign_ins_total{outcome=\"good\"}", 1.0);
    is("pem2_sign_ins_total{outcome=\"bad\"}", 1.0);
    is("pem2_listeners", 1.0);
    is("pem2_photo_store_errors_total", 0.0);
    for line in ["pem2_pulls_total", "pem2_rows_sent_total", "pem2_db_connections", "pem2_resident_memory_bytes"] {
        assert!(value(&text, line) > 0.0, "{line}");
    }
    assert!(value(&text, "pem2_start_time_seconds") > 1.7e9 && text.contains("pem2_build_info{version="));
    for secret in [customer.to_string(), nobody.to_string(), "secret/page".into(), "dana".into(), "Eleanor".into()] {
        assert!(!text.contains(&secret), "{secret} is in\n{text}");
    }
    drop(listening);
}

#[tokio::test]
async fn the_name_that_our_own_proxy_gave_a_request_is_kept_and_nonsense_is_not() {
    let world = World::with(Listen { trust_proxy: true, ..Listen::default() }, |_| {}).await;
    let ask = async |name: &str| {
        let request = world.anybody().request(Method::GET, paths::HEALTH_LIVE).header("x-request-id", name);
        Client::send(request).await.header("x-request-id").to_owned()
    };
    assert_eq!(ask("proxy-2026.11_22").await, "proxy-2026.11_22");
    for bad in ["short", "with space here", "line=\"forged\"", &"x".repeat(65)] {
        assert_ne!(ask(bad).await, bad);
    }
    let open = World::on_sqlite().await;
    let request = open.anybody().request(Method::GET, paths::HEALTH_LIVE).header("x-request-id", "proxy-2026.11_22");
    assert_ne!(Client::send(request).await.header("x-request-id"), "proxy-2026.11_22", "nobody else's word counts");
}
