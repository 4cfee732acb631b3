//! Bytes on their way.

use protocol::blobs::UploadState;
use protocol::sync::PullResponse;
use serde_json::json;
use sync::client::uploads::{BlobState, Manifest, Part, Upload, UploadAnswer};
use sync::client::{Shelf, Unsent, VaultImage, VaultOp};
use uuid::Uuid;

use super::*;

fn bytes(name: &str, part: Part) -> Manifest {
    let (sha256, mime, photo) = (name.to_owned(), "image/jpeg".to_owned(), Uuid::from_u128(7));
    Manifest { sha256, size: 10, mime, part, photo, added_at: NOW, state: BlobState::Waiting }
}

/// A phone with a photo: its small picture and its original.
fn with_photo() -> Client {
    let mut client = client();
    let blobs = vec![bytes("thumb", Part::Thumb), bytes("original", Part::Original)];
    let plan = client.submit(Vec::new(), blobs, Vec::new(), NOW).unwrap();
    client.finish(plan);
    client
}

fn next(client: &mut Client) -> Option<String> {
    client.uploads_mut().next(NOW).map(|upload: Upload| upload.manifest().sha256.clone())
}

fn received(client: &mut Client, name: &str) {
    let answer = UploadAnswer::State(UploadState::Stored { sha256: name.into() });
    let plan = client.uploads_mut().answered(name, answer, NOW, 0.5).unwrap();
    client.finish(plan);
}

#[test]
fn full_photos_wait_for_the_line_that_a_person_wants_and_small_pictures_do_not() {
    let mut client = with_photo();
    client.uploads_mut().hold_originals(true);
    assert_eq!(next(&mut client).as_deref(), Some("thumb"));
    assert_eq!(next(&mut client), None);
    assert_eq!(client.summary().held, 1);
    client.uploads_mut().hold_originals(false);
    assert_eq!(next(&mut client).as_deref(), Some("original"));
    assert_eq!(client.summary().held, 0);
}

#[test]
fn what_another_tab_wrote_does_not_begin_an_upload_again_that_is_under_way() {
    let mut client = with_photo();
    assert_eq!(next(&mut client).as_deref(), Some("thumb"));
    let put = |manifest: Manifest| match manifest.put().unwrap() {
        VaultOp::Put { shelf, key, value } => (shelf, key, value),
        other => panic!("{other:?}"),
    };
    let records = [bytes("thumb", Part::Thumb), bytes("original", Part::Original)].map(put).to_vec();
    client.read_vault(VaultImage { records });
    assert_eq!(next(&mut client).as_deref(), Some("original"), "the small picture is on its way");
}

#[test]
fn a_server_that_was_replaced_is_offered_all_bytes_again_that_are_still_here() {
    let mut client = with_photo();
    for name in ["thumb", "original"] {
        next(&mut client);
        received(&mut client, name);
    }
    assert_eq!(client.summary().photos, 0);
    assert!(!client.uploads().release().before.is_empty(), "nothing of it is on this phone only");
    let other = PullResponse { epoch: Uuid::from_u128(2), ..pulled(0) };
    drop(client.pulled(other, NOW).unwrap());
    assert!(client.expire_bytes().is_empty());
    let plan = client.heal(Vec::new()).unwrap();
    client.finish(plan);
    assert_eq!(client.summary().photos, 1);
    assert!(client.uploads().release().is_empty());
    assert_eq!(next(&mut client).as_deref(), Some("thumb"));
}

#[test]
fn bytes_are_sent_only_to_a_database_that_is_known_and_heard_of_just_now() {
    let mut client = blank();
    assert!(!client.may_upload(NOW));
    let plan = client.pulled(pulled(0), NOW).unwrap();
    client.finish(plan);
    assert!(client.may_upload(NOW));
    assert!(!client.may_upload(NOW + 24 * 3_600_000), "the phone slept: what time is it?");
    assert!(!client.may_upload(NOW - 24 * 3_600_000));
}

#[test]
fn the_vault_itself_says_what_is_on_this_phone_only() {
    let unsent = |records: &[(Shelf, &str)]| {
        let record = |(shelf, value): &(Shelf, &str)| (*shelf, "k".to_owned(), (*value).to_owned());
        Unsent::of(&VaultImage { records: records.iter().map(record).collect() })
    };
    let mut done = bytes("a", Part::Original);
    done.state = BlobState::Received { at: NOW };
    let (done, waiting) = (json!(done).to_string(), json!(bytes("b", Part::Thumb)).to_string());
    assert!(unsent(&[(Shelf::BlobManifest, &done), (Shelf::Device, "5"), (Shelf::Discarded, "{}")]).is_empty());
    assert_eq!(unsent(&[(Shelf::BlobManifest, &waiting)]).bytes.len(), 1);
    assert_eq!(unsent(&[(Shelf::Draft, "{}")]).drafts, 1);
    let strange = unsent(&[(Shelf::Outbox, "of a later version"), (Shelf::BlobManifest, "?")]);
    assert_eq!((strange.unreadable, strange.is_empty()), (2, false));
}
