//! What was acknowledged is there after server, database or photo store were killed in the middle of work.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::Entity;
use protocol::blobs::{CHUNK, UploadState};
use protocol::paths;
use protocol::sync::{PushRequest, PushResponse, Verdict};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use sqlx::AssertSqlSafe;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::client::{Client, create};
use crate::pictures::sha256;
use crate::rig::{Cluster, Rig, Store};
use crate::uploads::announce_of;
use crate::world::postgres;

/// What the server has said yes to.
#[derive(Default)]
struct Acknowledged {
    customers: Mutex<Vec<Uuid>>,
    /// Bytes of each picture, and how many of them the server has said to hold.
    pictures: Mutex<Vec<(Vec<u8>, u64)>>,
    over: AtomicBool,
}

impl Acknowledged {
    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    fn edits(&self) -> usize {
        self.customers.lock().unwrap().len()
    }

    fn bytes(&self) -> u64 {
        self.pictures.lock().unwrap().iter().map(|(_, bytes)| bytes).sum()
    }
}

/// The body of a success; nothing when the server failed or is gone.
async fn ask<Q: Serialize, A: DeserializeOwned>(client: &Client, path: &str, question: &Q) -> Option<A> {
    let answer = client.request(reqwest::Method::POST, path).json(question).send().await.ok()?;
    answer.error_for_status().ok()?.json().await.ok()
}

/// Hands in one customer after another, each again until there is an answer, as a phone does.
async fn push(mut client: Client, seen: Arc<Acknowledged>) {
    while !seen.is_over() {
        let customer = Uuid::new_v4();
        let mutation = client.mutation(&create(Entity::Customer, customer, json!({"name": "Eleanor Whitfield"})));
        let request =
            PushRequest { schema: protocol::SCHEMA, device: client.device, epoch: None, mutations: vec![mutation] };
        while !seen.is_over() {
            let Some(response) = ask::<_, PushResponse>(&client, paths::PUSH, &request).await else {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            };
            assert!(matches!(response.outcomes[0].verdict, Verdict::Applied { .. }), "{response:?}");
            seen.customers.lock().unwrap().push(customer);
            break;
        }
    }
}

fn picture() -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0];
    bytes.extend(Uuid::new_v4().as_bytes());
    bytes.extend((0..5 * CHUNK + 4711).map(|n| u8::try_from(n % 251).unwrap()));
    bytes
}

async fn chunk(client: &Client, upload: Uuid, offset: u64, chunk: &[u8]) -> Option<UploadState> {
    let request = client.request(reqwest::Method::PATCH, &format!("{}/{upload}", paths::BLOBS));
    let request = request.header(paths::UPLOAD_OFFSET, offset).header(paths::CHUNK_SHA256, sha256(chunk));
    let answer = request.body(chunk.to_vec()).send().await.ok()?;
    answer.error_for_status().ok()?.json().await.ok()
}

/// Hands in one picture after another, and asks anew where it stands whenever something went wrong.
async fn upload(client: Client, seen: Arc<Acknowledged>) {
    while !seen.is_over() {
        let bytes = picture();
        let nth = {
            let mut pictures = seen.pictures.lock().unwrap();
            pictures.push((bytes.clone(), 0));
            pictures.len() - 1
        };
        let mut state = None;
        while !seen.is_over() {
            state = match state {
                None => ask::<_, UploadState>(&client, paths::BLOBS, &announce_of(&bytes)).await,
                Some(UploadState::Receiving { upload, offset }) => {
                    let from = usize::try_from(offset).unwrap();
                    chunk(&client, upload, offset, &bytes[from..(from + CHUNK).min(bytes.len())]).await
                }
                Some(UploadState::Stored { .. }) => break,
            };
            let here = match &state {
                Some(UploadState::Receiving { offset, .. }) => *offset,
                Some(UploadState::Stored { .. }) => bytes.len() as u64,
                None => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            };
            let before = std::mem::replace(&mut seen.pictures.lock().unwrap()[nth].1, here);
            assert!(here >= before, "it had said to hold {before} bytes, and now {here}");
        }
    }
}

/// People at work, until something has been acknowledged and then some.
async fn work(rig: &Rig, seen: &Arc<Acknowledged>) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    for _ in 0..3 {
        tasks.spawn(push(rig.signed_in().await, Arc::clone(seen)));
    }
    for _ in 0..2 {
        tasks.spawn(upload(rig.signed_in().await, Arc::clone(seen)));
    }
    more(seen).await;
    tasks
}

/// Waits for more to be acknowledged than there is, and then for a moment that nobody knows.
async fn more(seen: &Acknowledged) {
    let (edits, bytes) = (seen.edits(), seen.bytes());
    let started = std::time::Instant::now();
    while seen.edits() < edits + 10 || seen.bytes() < bytes + 3 * CHUNK as u64 {
        assert!(started.elapsed() < Duration::from_secs(120), "nothing goes on");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let moment = Uuid::new_v4().as_u128() % 200;
    tokio::time::sleep(Duration::from_millis(u64::try_from(moment).unwrap())).await;
}

async fn end(seen: &Acknowledged, mut tasks: JoinSet<()>) {
    seen.over.store(true, Ordering::Relaxed);
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
}

/// All that was acknowledged is there, once.
async fn must_be_there(rig: &Rig, seen: &Acknowledged) {
    let mut client = rig.signed_in().await;
    client.pull().await;
    let customers = seen.customers.lock().unwrap().clone();
    for customer in &customers {
        assert!(client.holds(Entity::Customer, *customer), "one of {} is gone", customers.len());
    }
    let pictures = seen.pictures.lock().unwrap().clone();
    for (bytes, acknowledged) in &pictures {
        let state = crate::uploads::announce(&client, bytes).await;
        let here = match state {
            UploadState::Receiving { offset, .. } => offset,
            UploadState::Stored { .. } => bytes.len() as u64,
        };
        assert!(here >= *acknowledged, "it had said to hold {acknowledged} bytes, and now {here}");
    }
    // What was begun can be finished.
    if let Some((bytes, _)) = pictures.last() {
        assert_eq!(crate::uploads::hand_in(&client, bytes).await, UploadState::Stored { sha256: sha256(bytes) });
    }
}

async fn the_server_is_killed(env: Vec<(&'static str, String)>) {
    let mut rig = Rig::start(env).await;
    for _ in 0..3 {
        let seen = Arc::new(Acknowledged::default());
        let tasks = work(&rig, &seen).await;
        rig.kill();
        end(&seen, tasks).await;
        rig.serve();
        must_be_there(&rig, &seen).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_server_on_sqlite_acknowledged_is_there_after_it_was_killed() {
    the_server_is_killed(vec![]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_server_on_postgresql_acknowledged_is_there_after_it_was_killed() {
    let Some(url) = postgres().await else { return };
    the_server_is_killed(vec![("DATABASE_URL", url)]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_after_all_connections_to_the_database_were_cut() {
    let Some(url) = postgres().await else { return };
    let rig = Rig::start(vec![("DATABASE_URL", url.clone())]).await;
    let db = server::db::Db::open(&url).await.unwrap();
    let seen = Arc::new(Acknowledged::default());
    let tasks = work(&rig, &seen).await;
    for _ in 0..5 {
        let sql = "SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity \
                   WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()";
        let cut = db.all(AssertSqlSafe(sql.to_owned()), vec![]).await.unwrap().len();
        assert!(cut > 0);
        more(&seen).await;
    }
    end(&seen, tasks).await;
    must_be_there(&rig, &seen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_after_the_database_crashed_and_recovered() {
    if std::env::var_os("PEM2_TEST_POSTGRES_URL").is_none() {
        return;
    }
    let Some(cluster) = Cluster::start() else { return };
    let rig = Rig::start(vec![("DATABASE_URL", cluster.url())]).await;
    let seen = Arc::new(Acknowledged::default());
    let tasks = work(&rig, &seen).await;
    for _ in 0..2 {
        cluster.crash_and_recover();
        more(&seen).await;
    }
    end(&seen, tasks).await;
    must_be_there(&rig, &seen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn photos_that_were_acknowledged_are_there_after_the_store_was_killed() {
    let Some(mut store) = Store::start() else { return };
    let env = [
        ("PEM2_S3_ENDPOINT", store.endpoint()),
        ("PEM2_S3_BUCKET", Store::BUCKET.into()),
        ("PEM2_S3_KEY", "key".into()),
        ("PEM2_S3_SECRET", "secret".into()),
    ];
    let rig = Rig::start(env.into()).await;
    let seen = Arc::new(Acknowledged::default());
    let tasks = work(&rig, &seen).await;
    for _ in 0..3 {
        store.kill();
        tokio::time::sleep(Duration::from_millis(300)).await;
        store.run_up().unwrap();
        more(&seen).await;
    }
    end(&seen, tasks).await;
    must_be_there(&rig, &seen).await;
    // And what was called stored is whole.
    let company = rig.signed_in().await.who.unwrap().company;
    let pictures = seen.pictures.lock().unwrap().clone();
    let stored = pictures.iter().filter(|(bytes, here)| bytes.len() as u64 == *here);
    let mut count = 0;
    for (bytes, _) in stored {
        let key = format!("{company}/{}", sha256(bytes));
        assert!(store.holds(&key).is_some_and(|held| held == *bytes), "{key}");
        count += 1;
    }
    assert!(count > 0);
}
