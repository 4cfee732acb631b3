//! A working morning, pressed into half a minute: every few seconds each person's phone asks for news, hands in what was
//! entered, sends a photo, or somebody in the office looks at a list.

use std::sync::{Arc, PoisonError, RwLock};

use goose::config::GooseConfiguration;
use goose::goose::GooseResponse;
use goose::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::failure::Failure;

/// How long everybody works, in seconds.
const SECONDS: u32 = 30;
/// How long it takes until everybody is there.
const GATHERING: u32 = 5;
/// Seconds between two things that one person does.
const PAUSE: (u64, u64) = (1, 3);
/// Bytes of a photo: one chunk.
const PHOTO: usize = 400_000;

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Answers a second.
    pub per_s: f64,
    /// Half of them were faster, in milliseconds.
    pub p50_ms: f64,
    /// 95 of 100 were faster.
    pub p95_ms: f64,
    /// What was no success.
    pub errors: u64,
}

/// What everybody needs to know.
pub struct Known {
    /// The headers of people who are signed in; each phone is one of theirs.
    pub people: Vec<String>,
    /// The header of the owner's script.
    pub token: String,
    /// The question of a phone that knows everything there is.
    pub idle: serde_json::Value,
}

/// Transactions are plain functions: what they need to know is found here.
static KNOWN: RwLock<Option<Arc<Known>>> = RwLock::new(None);

fn known() -> Option<Arc<Known>> {
    KNOWN.read().unwrap_or_else(PoisonError::into_inner).clone()
}

#[derive(Clone)]
struct Phone {
    authorization: String,
    device: Uuid,
    sent: u64,
}

/// Lets so many people work.
pub async fn run(host: &str, people: usize, known: Known) -> Result<Measured, Failure> {
    *KNOWN.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(known));
    let arguments = [
        "--host",
        host,
        "--users",
        &people.to_string(),
        "--increase-time",
        &format!("{GATHERING}s"),
        "--run-time",
        &format!("{SECONDS}s"),
        "--no-print-metrics",
        "--no-telnet",
        "--no-websocket",
        "--quiet",
        "--quiet",
    ]
    .map(str::to_owned);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let config = GooseConfiguration::parse_args_default(&arguments).map_err(|e| Failure::Said(format!("{e:?}")))?;
    let pause = (std::time::Duration::from_secs(PAUSE.0), std::time::Duration::from_secs(PAUSE.1));
    let scenario = scenario!("Morning")
        .set_wait_time(pause.0, pause.1)?
        .register_transaction(transaction!(unpack).set_on_start())
        .register_transaction(transaction!(pull).set_weight(8)?)
        .register_transaction(transaction!(push).set_weight(6)?)
        .register_transaction(transaction!(list).set_weight(2)?)
        .register_transaction(transaction!(photo).set_weight(1)?);
    let metrics = GooseAttack::initialize_with_config(config)?.register_scenario(scenario).execute().await?;
    let (mut times, mut failed) = (Vec::new(), 0);
    for request in metrics.requests.values() {
        failed += request.fail_count;
        times.extend(request.raw_data.times_us.iter().map(|(us, count)| (*us, *count)));
    }
    times.sort_unstable();
    let all: usize = times.iter().map(|(_, count)| count).sum();
    let percentile = |share: f64| {
        let mut left = (all as f64 * share).ceil() as usize;
        for (us, count) in &times {
            if left <= *count {
                return *us as f64 / 1e3;
            }
            left -= count;
        }
        f64::NAN
    };
    Ok(Measured {
        per_s: all as f64 / f64::from(SECONDS),
        p50_ms: percentile(0.5),
        p95_ms: percentile(0.95),
        errors: failed as u64,
    })
}

async fn unpack(user: &mut GooseUser) -> TransactionResult {
    let people = known().map(|known| known.people.clone()).unwrap_or_default();
    let authorization = people.get(user.weighted_users_index % people.len().max(1)).cloned().unwrap_or_default();
    user.set_session_data(Phone { authorization, device: Uuid::new_v4(), sent: 0 });
    Ok(())
}

async fn send(
    user: &mut GooseUser,
    method: GooseMethod,
    path: &str,
    name: &str,
    body: serde_json::Value,
) -> Result<GooseResponse, Box<TransactionError>> {
    let authorization = user.get_session_data_unchecked::<Phone>().authorization.clone();
    let builder = user.get_request_builder(&method, path)?;
    let builder = builder.header("Authorization", authorization).header("X-Pem2-Client", "load").json(&body);
    user.request(GooseRequest::builder().path(path).name(name).set_request_builder(builder).build()).await
}

async fn pull(user: &mut GooseUser) -> TransactionResult {
    let device = user.get_session_data_unchecked::<Phone>().device;
    let mut question = known().map(|known| known.idle.clone()).unwrap_or_default();
    question["device"] = json!(device);
    send(user, GooseMethod::Post, "/sync/pull", "pull", question).await.map(drop)
}

async fn push(user: &mut GooseUser) -> TransactionResult {
    let phone = user.get_session_data_unchecked_mut::<Phone>();
    let device = phone.device;
    let mutations: Vec<serde_json::Value> = (0..3)
        .map(|_| {
            phone.sent += 1;
            let fields = json!({"name": "Eleanor Whitfield", "notes": "The key is under the third pot."});
            let edit = json!({"row.create": {"entity": "customer", "id": Uuid::new_v4(), "fields": fields}});
            json!({"id": Uuid::new_v4(), "device_seq": phone.sent, "schema": 1, "occurred_at": 0, "edit": edit})
        })
        .collect();
    let body = json!({"schema": 1, "device": device, "mutations": mutations});
    send(user, GooseMethod::Post, "/sync/push", "push", body).await.map(drop)
}

async fn list(user: &mut GooseUser) -> TransactionResult {
    let token = known().map(|known| known.token.clone()).unwrap_or_default();
    let path = "/api/v1/work-orders?limit=50";
    let builder = user.get_request_builder(&GooseMethod::Get, path)?.header("Authorization", token);
    user.request(GooseRequest::builder().path(path).name("list").set_request_builder(builder).build()).await.map(drop)
}

/// Announces a photo and sends its only chunk.
async fn photo(user: &mut GooseUser) -> TransactionResult {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0];
    while bytes.len() < PHOTO {
        bytes.extend(Uuid::new_v4().as_bytes());
    }
    let hash = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let announced = json!({"sha256": hash, "size": bytes.len(), "mime": "image/jpeg"});
    let answer = send(user, GooseMethod::Post, "/blobs", "announce", announced).await?;
    let Ok(response) = answer.response else { return Ok(()) };
    let Ok(state) = response.json::<serde_json::Value>().await else { return Ok(()) };
    let Some(upload) = state["receiving"]["upload"].as_str() else { return Ok(()) };
    let path = format!("/blobs/{upload}");
    let authorization = user.get_session_data_unchecked::<Phone>().authorization.clone();
    let builder = user
        .get_request_builder(&GooseMethod::Patch, &path)?
        .header("Authorization", authorization)
        .header("X-Pem2-Client", "load")
        .header("Upload-Offset", "0")
        .header("X-Chunk-Sha256", hash)
        .body(bytes);
    user.request(GooseRequest::builder().path(path.as_str()).name("chunk").set_request_builder(builder).build())
        .await
        .map(drop)
}
