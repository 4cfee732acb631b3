//! Several servers on one database and one photo store, behind a proxy that gives a phone to any of them.

use std::time::Duration;

use domain::Entity;
use futures_util::StreamExt;
use protocol::blobs::{CHUNK, UploadState};
use protocol::error::ErrorCode;
use protocol::paths;
use protocol::sync::Hint;
use reqwest::Method;
use serde_json::json;
use server::db::Db;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::client::{Client, create};
use crate::pictures::sha256;
use crate::uploads::{announce, send};
use crate::world::{PASSWORD, World};

/// What a phone hears.
struct Ear(std::pin::Pin<Box<dyn futures_util::Stream<Item = Hint> + Send>>);

impl Ear {
    async fn at(client: &Client) -> Self {
        let answer = client.request(Method::GET, paths::EVENTS).send().await.unwrap();
        let hints = answer.bytes_stream().filter_map(|piece| async {
            let text = String::from_utf8(piece.unwrap().to_vec()).unwrap();
            serde_json::from_str(text.strip_prefix("data: ")?.trim()).ok()
        });
        Self(Box::pin(hints))
    }

    async fn next(&mut self) -> u64 {
        tokio::time::timeout(Duration::from_secs(30), self.0.next()).await.unwrap().unwrap().seq
    }

    /// Listens until the company has come to `seq`.
    async fn until(&mut self, seq: u64) {
        while self.next().await < seq {}
    }
}

async fn signed_in(address: &str, login: &str) -> Client {
    let mut client = Client::new(address);
    client.sign_in(login, PASSWORD).await;
    client
}

async fn write(client: &mut Client) {
    client.done(create(Entity::Customer, Uuid::new_v4(), json!({"name": "Harbor Bakery"}))).await;
}

async fn head(world: &World) -> u64 {
    use sync::server::ServerStore;
    world.app.store.head(world.ours).await.unwrap()
}

/// How many connections of this world listen.
async fn listeners(world: &World, then: &str) -> usize {
    let db = &world.app.db;
    let sql = format!(
        "SELECT 1 AS one{then} FROM pg_stat_activity WHERE application_name = current_setting('application_name') \
         AND query LIKE 'LISTEN %'"
    );
    db.all(AssertSqlSafe(sql), vec![]).await.unwrap().len()
}

async fn both_listen(world: &World) {
    while listeners(world, "").await < 2 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_push_on_one_server_reaches_who_listens_to_another() {
    let Some(world) = World::on_postgres().await else { return };
    let another = world.another(|_| {}).await;
    both_listen(&world).await;
    let mike = signed_in(&another.address, "mike").await;
    let mut ear = Ear::at(&mike).await;
    let before = ear.next().await;
    let mut dana = world.signed_in("dana").await;
    write(&mut dana).await;
    assert!(ear.next().await > before);
    // Many at once may come as few, but the last of them comes.
    let otto = signed_in(&another.address, "otto").await;
    let mut theirs = Ear::at(&otto).await;
    theirs.next().await;
    for _ in 0..50 {
        write(&mut dana).await;
    }
    ear.until(head(&world).await).await;
    let nothing = tokio::time::timeout(Duration::from_millis(300), theirs.0.next()).await;
    assert!(nothing.is_err(), "another company hears nothing of it");
}

#[tokio::test]
async fn who_listens_is_told_where_the_company_stands_after_the_server_lost_its_connection() {
    let Some(world) = World::on_postgres().await else { return };
    let another = world.another(|_| {}).await;
    both_listen(&world).await;
    let mike = signed_in(&another.address, "mike").await;
    let mut ear = Ear::at(&mike).await;
    ear.next().await;
    let mut dana = world.signed_in("dana").await;
    assert_eq!(listeners(&world, ", pg_terminate_backend(pid) AS gone").await, 2);
    write(&mut dana).await;
    ear.until(head(&world).await).await;
    // And it hears what comes after.
    both_listen(&world).await;
    write(&mut dana).await;
    ear.until(head(&world).await).await;
}

/// Something that starts like a JPEG, in four chunks.
fn picture() -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0];
    bytes.extend(Uuid::new_v4().as_bytes());
    bytes.extend((0..3 * CHUNK + 4711).map(|n| u8::try_from(n % 251).unwrap()));
    bytes
}

/// Hands in a picture through servers that take turns, whatever they say; the last answer, and how many chunks it took.
async fn hand_in_by_turns(phones: &[Client], bytes: &[u8], turn: impl Fn(usize) -> usize) -> (UploadState, usize) {
    let mut state = announce(&phones[turn(0)], bytes).await;
    let mut sent = 0;
    while let UploadState::Receiving { upload, offset } = state {
        sent += 1;
        assert!(sent < 200, "it does not come to an end");
        let from = usize::try_from(offset).unwrap();
        let until = (from + CHUNK).min(bytes.len());
        let answer = send(&phones[turn(sent)], upload, from, &bytes[from..until]).await;
        state = match answer.status.as_u16() {
            409 => {
                assert_eq!(answer.error(409), ErrorCode::OffsetMismatch);
                UploadState::Receiving { upload, offset: answer.header("upload-offset").parse().unwrap() }
            }
            404 => announce(&phones[turn(sent)], bytes).await,
            _ => answer.ok(),
        };
    }
    (state, sent)
}

async fn stored(db: &Db, bytes: &[u8], world: &World) -> bool {
    let sha = sha256(bytes);
    let whole = world.app.blobs.vault.read(&server::blobs::original(world.ours, &sha)).await.unwrap();
    let known = server::db::blobs::find(db, world.ours, &sha).await.unwrap();
    known.is_some() && whole.is_some_and(|whole| sha256(&whole) == sha)
}

#[tokio::test]
async fn chunks_that_come_to_two_servers_with_folders_of_their_own_arrive_and_the_receipt_is_right() {
    let Some(world) = World::on_postgres_and_s3().await else { return };
    let another = world.another(|_| {}).await;
    let phones = [signed_in(&world.address, "mike").await, signed_in(&another.address, "mike").await];
    // Two to the one, one to the other: both get on, and neither believes what only the other has.
    for rhythm in [|n: usize| n / 2 % 2, |n: usize| (n * n / 3) % 2, |n: usize| usize::from(n.is_multiple_of(3))] {
        let bytes = picture();
        let (last, _) = hand_in_by_turns(&phones, &bytes, rhythm).await;
        assert_eq!(last, UploadState::Stored { sha256: sha256(&bytes) });
        assert!(stored(&another.app.db, &bytes, &world).await);
    }
    // What the slower server still holds of them is nobody's, and swept away.
    for app in [&world.app, &another.app] {
        app.blobs.sweep(0).await.unwrap();
        let left = std::fs::read_dir(app.blobs.scratch()).unwrap().flatten();
        assert_eq!(left.filter(|e| e.file_name().to_str().unwrap().parse::<Uuid>().is_ok()).count(), 0);
    }
}

#[tokio::test]
async fn servers_that_share_the_folder_of_uploads_go_on_where_the_other_stopped() {
    let Some(world) = World::on_postgres_and_s3().await else { return };
    let another = world.another(|config| config.spool = Some(world.config.spool())).await;
    let phones = [signed_in(&world.address, "mike").await, signed_in(&another.address, "mike").await];
    let bytes = picture();
    let (last, sent) = hand_in_by_turns(&phones, &bytes, |n| n % 2).await;
    assert_eq!((last, sent), (UploadState::Stored { sha256: sha256(&bytes) }, 4), "no chunk was sent twice");
    assert!(stored(&world.app.db, &bytes, &world).await);

    // The same bytes to both at once, as a proxy sends them that tries again: one of each pair may be told that it is late.
    let bytes = picture();
    let (one, other) = tokio::join!(hand_in_by_turns(&phones, &bytes, |_| 0), hand_in_by_turns(&phones, &bytes, |_| 1));
    assert!(matches!((one.0, other.0), (UploadState::Stored { .. }, UploadState::Stored { .. })));
    assert!(stored(&world.app.db, &bytes, &world).await);
}
