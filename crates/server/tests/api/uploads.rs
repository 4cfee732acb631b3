//! Handing in bytes, on a good line and on a bad one. Run with photos in a folder and in an S3-compatible store.

use protocol::blobs::{AnnounceRequest, CHUNK, UploadState};
use protocol::error::ErrorCode;
use protocol::paths;
use reqwest::Method;
use uuid::Uuid;

use crate::client::{Answer, Client};
use crate::pictures::sha256;
use crate::world::World;

crate::in_both_stores!(
    bytes_arrive_in_chunks_and_are_confirmed_at_the_end,
    a_broken_upload_goes_on_where_it_stopped,
    a_chunk_at_the_wrong_place_is_refused_and_told_where,
    a_damaged_chunk_is_refused_and_nothing_of_it_kept,
    bytes_that_are_not_those_announced_are_dropped,
    bytes_that_are_here_are_not_sent_again,
    what_is_no_picture_is_refused,
    an_upload_belongs_to_who_announced_it,
    sizes_are_bounded,
    bytes_that_were_stored_by_a_server_that_died_before_it_noted_so_are_not_sent_again,
);

/// Something that starts like a JPEG, long enough for three chunks.
fn long_picture() -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0];
    bytes.extend(Uuid::new_v4().as_bytes());
    bytes.extend((0..2 * CHUNK + 4711).map(|n| u8::try_from(n % 251).unwrap()));
    bytes
}

pub fn announce_of(bytes: &[u8]) -> AnnounceRequest {
    AnnounceRequest { sha256: sha256(bytes), size: bytes.len() as u64, mime: "image/jpeg".into() }
}

pub async fn announce(client: &Client, bytes: &[u8]) -> UploadState {
    client.post(paths::BLOBS, &announce_of(bytes)).await.ok()
}

pub async fn send(client: &Client, upload: Uuid, offset: usize, chunk: &[u8]) -> Answer {
    let request = client.request(Method::PATCH, &format!("{}/{upload}", paths::BLOBS));
    let request = request.header(paths::UPLOAD_OFFSET, offset).header(paths::CHUNK_SHA256, sha256(chunk));
    Client::send(request.body(chunk.to_vec())).await
}

/// Hands in everything; the last answer.
pub async fn hand_in(client: &Client, bytes: &[u8]) -> UploadState {
    let mut state = announce(client, bytes).await;
    while let UploadState::Receiving { upload, offset } = state {
        let from = usize::try_from(offset).unwrap();
        let until = (from + CHUNK).min(bytes.len());
        state = send(client, upload, from, &bytes[from..until]).await.ok();
    }
    state
}

async fn begun(client: &Client, bytes: &[u8]) -> Uuid {
    match announce(client, bytes).await {
        UploadState::Receiving { upload, offset: 0 } => upload,
        other => panic!("{other:?}"),
    }
}

async fn bytes_arrive_in_chunks_and_are_confirmed_at_the_end(world: World) {
    let mike = world.signed_in("mike").await;
    let bytes = long_picture();
    assert_eq!(hand_in(&mike, &bytes).await, UploadState::Stored { sha256: sha256(&bytes) });
}

async fn a_broken_upload_goes_on_where_it_stopped(world: World) {
    let mike = world.signed_in("mike").await;
    let bytes = long_picture();
    let upload = begun(&mike, &bytes).await;
    send(&mike, upload, 0, &bytes[..CHUNK]).await.ok::<UploadState>();
    // The line breaks; the phone asks.
    let head = Client::send(mike.request(Method::HEAD, &format!("{}/{upload}", paths::BLOBS))).await;
    assert_eq!(head.header("upload-offset"), CHUNK.to_string());
    // Or announces again, after a restart.
    assert_eq!(announce(&mike, &bytes).await, UploadState::Receiving { upload, offset: CHUNK as u64 });
    assert!(matches!(hand_in(&mike, &bytes).await, UploadState::Stored { .. }));
}

async fn a_chunk_at_the_wrong_place_is_refused_and_told_where(world: World) {
    let mike = world.signed_in("mike").await;
    let bytes = long_picture();
    let upload = begun(&mike, &bytes).await;
    send(&mike, upload, 0, &bytes[..CHUNK]).await.ok::<UploadState>();
    let again = send(&mike, upload, 0, &bytes[..CHUNK]).await;
    assert_eq!(again.error(409), ErrorCode::OffsetMismatch);
    assert_eq!(again.header("upload-offset"), CHUNK.to_string());
}

async fn a_damaged_chunk_is_refused_and_nothing_of_it_kept(world: World) {
    let mike = world.signed_in("mike").await;
    let bytes = long_picture();
    let upload = begun(&mike, &bytes).await;
    let request = mike.request(Method::PATCH, &format!("{}/{upload}", paths::BLOBS));
    let request = request.header(paths::UPLOAD_OFFSET, 0).header(paths::CHUNK_SHA256, sha256(&bytes[..CHUNK]));
    let damaged = Client::send(request.body(vec![0; CHUNK])).await;
    assert_eq!(damaged.error(422), ErrorCode::HashMismatch);
    assert_eq!(announce(&mike, &bytes).await, UploadState::Receiving { upload, offset: 0 });
}

async fn bytes_that_are_not_those_announced_are_dropped(world: World) {
    let mike = world.signed_in("mike").await;
    let (promised, sent) = (long_picture(), long_picture());
    let upload = begun(&mike, &promised).await;
    send(&mike, upload, 0, &sent[..CHUNK]).await.ok::<UploadState>();
    send(&mike, upload, CHUNK, &sent[CHUNK..2 * CHUNK]).await.ok::<UploadState>();
    let last = send(&mike, upload, 2 * CHUNK, &sent[2 * CHUNK..]).await;
    assert_eq!(last.error(422), ErrorCode::HashMismatch);
    assert!(matches!(hand_in(&mike, &promised).await, UploadState::Stored { .. }), "and may be sent anew");
}

async fn bytes_that_are_here_are_not_sent_again(world: World) {
    let (mike, dana, otto) =
        (world.signed_in("mike").await, world.signed_in("dana").await, world.signed_in("otto").await);
    let bytes = long_picture();
    hand_in(&mike, &bytes).await;
    assert_eq!(announce(&dana, &bytes).await, UploadState::Stored { sha256: sha256(&bytes) });
    let theirs = announce(&otto, &bytes).await;
    assert!(matches!(theirs, UploadState::Receiving { offset: 0, .. }), "another company learns nothing: {theirs:?}");
}

async fn what_is_no_picture_is_refused(world: World) {
    let mike = world.signed_in("mike").await;
    let page = b"<html><script>alert(1)</script></html>";
    let upload = begun(&mike, page).await;
    assert_eq!(send(&mike, upload, 0, page).await.error(400), ErrorCode::BadRequest);
}

async fn an_upload_belongs_to_who_announced_it(world: World) {
    let (mike, dana) = (world.signed_in("mike").await, world.signed_in("dana").await);
    let bytes = long_picture();
    let upload = begun(&mike, &bytes).await;
    assert_eq!(send(&dana, upload, 0, &bytes[..CHUNK]).await.error(404), ErrorCode::NotFound);
    assert_eq!(send(&world.anybody(), upload, 0, &bytes[..CHUNK]).await.error(401), ErrorCode::SignInNeeded);
}

async fn sizes_are_bounded(world: World) {
    let mike = world.signed_in("mike").await;
    let huge = AnnounceRequest { size: domain::photo::MAX_BYTES + 1, ..announce_of(b"x") };
    assert_eq!(mike.post(paths::BLOBS, &huge).await.error(413), ErrorCode::TooLarge);
    let bytes = long_picture();
    let upload = begun(&mike, &bytes[..10]).await;
    assert_eq!(send(&mike, upload, 0, &bytes[..11]).await.error(413), ErrorCode::TooLarge);
}

async fn bytes_that_were_stored_by_a_server_that_died_before_it_noted_so_are_not_sent_again(world: World) {
    let mike = world.signed_in("mike").await;
    let bytes = long_picture();
    let UploadState::Receiving { upload, .. } = announce(&mike, &bytes).await else { panic!("it is new") };
    for (nth, chunk) in bytes.chunks(CHUNK).enumerate() {
        assert!(send(&mike, upload, nth * CHUNK, chunk).await.status.is_success());
    }
    // As it stood in between: the bytes in the vault, all of them counted, and no row that says so.
    let forget = |sql: &'static str| world.app.db.execute(sql, vec![]);
    forget("DELETE FROM blobs").await.unwrap();
    let UploadState::Receiving { upload, offset: 0 } = announce(&mike, &bytes).await else { panic!("it is forgotten") };
    forget("UPDATE uploads SET received = size").await.unwrap();
    let answer = Client::send(mike.request(Method::HEAD, &format!("{}/{upload}", paths::BLOBS))).await;
    assert_eq!(answer.header(paths::UPLOAD_OFFSET), bytes.len().to_string());
    assert_eq!(announce(&mike, &bytes).await, UploadState::Stored { sha256: sha256(&bytes) });
}
