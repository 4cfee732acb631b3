//! A working morning, pressed into half a minute: every few seconds each person's phone asks for news, hands in what was
//! entered, sends a photo, or somebody in the office looks at a list. A phone knows what it was told before, and hears what
//! the others of its company entered since.

use std::sync::{OnceLock, PoisonError, RwLock};

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

/// What the people of one company need to know.
#[derive(Clone)]
pub struct Desk {
    /// The header of somebody who is signed in; each phone is one of theirs.
    pub authorization: String,
    /// The header of the owner's script.
    pub token: String,
    /// The question of a phone that knows everything there is.
    pub idle: serde_json::Value,
}

/// Transactions are plain functions: what they need to know is found here, with how many people a company has.
static DESKS: RwLock<(usize, Vec<Desk>)> = RwLock::new((1, Vec::new()));

/// What photos are made of.
static GRAIN: OnceLock<Vec<u8>> = OnceLock::new();

fn desk_of(person: usize) -> Option<Desk> {
    let desks = DESKS.read().unwrap_or_else(PoisonError::into_inner);
    let (people, desks) = &*desks;
    desks.get(person / people % desks.len().max(1)).cloned()
}

#[derive(Clone)]
struct Phone {
    desk: Desk,
    device: Uuid,
    sent: u64,
}

/// Lets so many people work, some in each company.
pub async fn run(host: &str, people: usize, in_company: usize, desks: Vec<Desk>) -> Result<Measured, Failure> {
    *DESKS.write().unwrap_or_else(PoisonError::into_inner) = (in_company, desks);
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
    let (mut times, mut failed) = (Times::default(), 0);
    let mut requests: Vec<_> = metrics.requests.values().collect();
    requests.sort_by(|a, b| a.path.cmp(&b.path));
    for request in requests {
        failed += request.fail_count;
        let of_one = Times(request.raw_data.times_us.iter().map(|(us, count)| (*us, *count)).collect());
        let (all, p50, p95) = (of_one.count(), of_one.percentile(0.5), of_one.percentile(0.95));
        println!("    {people} people: {:<10} {all:>6}   p50 {p50:>7.1} ms   p95 {p95:>7.1} ms", request.path);
        times.0.extend(of_one.0);
    }
    Ok(Measured {
        per_s: times.count() as f64 / f64::from(SECONDS),
        p50_ms: times.percentile(0.5),
        p95_ms: times.percentile(0.95),
        errors: failed as u64,
    })
}

/// How often something took so many microseconds.
#[derive(Default)]
struct Times(Vec<(u64, usize)>);

impl Times {
    fn count(&self) -> usize {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// In milliseconds.
    fn percentile(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let mut left = (self.count() as f64 * share).ceil() as usize;
        for (us, count) in sorted {
            if left <= count {
                return us as f64 / 1e3;
            }
            left -= count;
        }
        f64::NAN
    }
}

async fn unpack(user: &mut GooseUser) -> TransactionResult {
    if let Some(mut desk) = desk_of(user.weighted_users_index) {
        let device = Uuid::new_v4();
        desk.idle["device"] = json!(device);
        user.set_session_data(Phone { desk, device, sent: 0 });
    }
    Ok(())
}

async fn send(
    user: &mut GooseUser,
    method: GooseMethod,
    path: &str,
    name: &str,
    body: serde_json::Value,
) -> Result<GooseResponse, Box<TransactionError>> {
    let authorization = user.get_session_data_unchecked::<Phone>().desk.authorization.clone();
    let builder = user.get_request_builder(&method, path)?;
    let builder = builder.header("Authorization", authorization).header("X-Pem2-Client", "load").json(&body);
    user.request(GooseRequest::builder().path(path).name(name).set_request_builder(builder).build()).await
}

async fn pull(user: &mut GooseUser) -> TransactionResult {
    let question = user.get_session_data_unchecked::<Phone>().desk.idle.clone();
    let answer = send(user, GooseMethod::Post, "/sync/pull", "pull", question).await?;
    let Ok(response) = answer.response else { return Ok(()) };
    let Ok(page) = response.json::<serde_json::Value>().await else { return Ok(()) };
    let phone = user.get_session_data_unchecked_mut::<Phone>();
    phone.desk.idle["cursor"] = page["cursor"].clone();
    phone.desk.idle["scope"] = page["scope"].clone();
    Ok(())
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
    let token = user.get_session_data_unchecked::<Phone>().desk.token.clone();
    let path = "/api/v1/work-orders?limit=50";
    let builder = user.get_request_builder(&GooseMethod::Get, path)?.header("Authorization", token);
    user.request(GooseRequest::builder().path(path).name("list").set_request_builder(builder).build()).await.map(drop)
}

/// Announces a photo and sends its only chunk.
async fn photo(user: &mut GooseUser) -> TransactionResult {
    // No two are the same; all else was made once, since whoever makes it keeps the others' answers waiting.
    let mut bytes = GRAIN.get_or_init(|| (0..PHOTO / 16).flat_map(|_| Uuid::new_v4().into_bytes()).collect()).clone();
    bytes[..4].copy_from_slice(&[0xFF, 0xD8, 0xFF, 0xE0]);
    bytes[4..20].copy_from_slice(Uuid::new_v4().as_bytes());
    let hash = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let announced = json!({"sha256": hash, "size": bytes.len(), "mime": "image/jpeg"});
    let answer = send(user, GooseMethod::Post, "/blobs", "announce", announced).await?;
    let Ok(response) = answer.response else { return Ok(()) };
    let Ok(state) = response.json::<serde_json::Value>().await else { return Ok(()) };
    let Some(upload) = state["receiving"]["upload"].as_str() else { return Ok(()) };
    let path = format!("/blobs/{upload}");
    let authorization = user.get_session_data_unchecked::<Phone>().desk.authorization.clone();
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
