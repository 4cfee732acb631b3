//! Pictures on their way from the camera into the vault.

use std::cell::Cell;

use pem2_app::platform::photo_intake::{Intake, IntakeError, take_in};
use pem2_app::platform::random;
use pem2_app::platform::vault_store::IdbVault;
use protocol::blobs::CHUNK;
use sync::client::{Shelf, StoreError, VaultImage, VaultOp, VaultStore};
use wasm_bindgen_test::wasm_bindgen_test;

use super::pictures::{by_a_camera, file, red_and_blue, seen};

async fn vault() -> IdbVault {
    IdbVault::open_named(&format!("vault-{}", random::uuid())).await.unwrap()
}

async fn kept(vault: &IdbVault, intake: &Intake) -> Vec<u8> {
    let mut bytes = Vec::new();
    for index in 0..intake.size.div_ceil(CHUNK as u64) {
        bytes.extend(vault.chunk(&intake.sha256, index as u32).await.unwrap().unwrap());
    }
    bytes
}

#[wasm_bindgen_test]
async fn a_picture_is_kept_byte_for_byte_with_a_small_one_beside_it() {
    let vault = vault().await;
    // Cameras write beyond the picture's end; it makes this one as large as theirs.
    let mut picture = red_and_blue(1_600, 1_200, "image/jpeg").await;
    picture.resize(12 * 1024 * 1024 + 7, 0xA5);
    let began = js_sys::Date::now();
    let intake = take_in(&vault, &file(&picture, "IMG_0001.JPG")).await.unwrap();
    wasm_bindgen_test::console_log!("12 MB taken in within {} ms", js_sys::Date::now() - began);
    assert_eq!((intake.width, intake.height, intake.mime.as_str()), (1_600, 1_200, "image/jpeg"));
    assert_eq!(kept(&vault, &intake).await, picture);
    let (_, thumb) = intake.thumb.unwrap();
    assert!(thumb.starts_with(&[0xFF, 0xD8, 0xFF]) && thumb.len() <= 40 * 1024);
    let (width, height, ..) = seen(&thumb).await;
    assert_eq!((width, height), (480, 360));
}

#[wasm_bindgen_test]
async fn a_picture_taken_upright_is_shown_upright_and_dated_by_the_camera() {
    let lying = red_and_blue(640, 480, "image/jpeg").await;
    let picture = by_a_camera(&lying, "2025:11:23 13:30:05", "+02:00");
    let intake = take_in(&vault().await, &file(&picture, "upright.jpg")).await.unwrap();
    assert_eq!((intake.width, intake.height), (480, 640));
    assert_eq!(intake.taken_at, 1_763_897_405_000);
    let (width, height, upper, lower) = seen(&intake.thumb.unwrap().1).await;
    assert_eq!((width, height), (360, 480));
    assert!(upper[0] > 200 && upper[2] < 60, "red is on top: {upper:?}");
    assert!(lower[2] > 200 && lower[0] < 60, "blue is below: {lower:?}");
}

#[wasm_bindgen_test]
async fn a_date_that_no_camera_can_have_taken_is_not_believed() {
    let lying = red_and_blue(64, 48, "image/jpeg").await;
    for nonsense in ["0000:00:00 00:00:00", "2925:11:23 13:30:05", "a day in November  "] {
        let before = js_sys::Date::now() as i64;
        let picture = file(&by_a_camera(&lying, nonsense, "+00:00"), "clock.jpg");
        let intake = take_in(&vault().await, &picture).await.unwrap();
        assert!((before - 60_000..=js_sys::Date::now() as i64).contains(&intake.taken_at), "{nonsense}");
    }
}

#[wasm_bindgen_test]
async fn a_small_picture_is_not_blown_up() {
    let picture = red_and_blue(90, 60, "image/png").await;
    let intake = take_in(&vault().await, &file(&picture, "small.jpg")).await.unwrap();
    assert_eq!((intake.mime.as_str(), intake.width, intake.height), ("image/png", 90, 60));
}

#[wasm_bindgen_test]
async fn a_picture_that_this_browser_cannot_read_is_kept_without_a_small_one() {
    let vault = vault().await;
    let mut picture = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".to_vec();
    picture.resize(CHUNK + 1, 7);
    let intake = take_in(&vault, &file(&picture, "IMG_0002.HEIC")).await.unwrap();
    assert_eq!((intake.mime.as_str(), intake.width, intake.thumb.clone()), ("image/heic", 0, None));
    assert_eq!(kept(&vault, &intake).await, picture);
}

#[wasm_bindgen_test]
async fn what_is_no_picture_is_refused_whatever_its_name() {
    for bytes in [&b"%PDF-1.7"[..], b"", b"\xFF\xD8"] {
        let refused = take_in(&vault().await, &file(bytes, "photo.jpg")).await;
        assert_eq!(refused, Err(IntakeError::NotAPicture));
    }
}

/// A phone that is full after so many chunks.
struct NearlyFull {
    vault: IdbVault,
    room: Cell<u32>,
}

impl VaultStore for NearlyFull {
    async fn load(&self) -> Result<VaultImage, StoreError> {
        self.vault.load().await
    }

    async fn shelf(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        self.vault.shelf(shelf).await
    }

    async fn commit(&self, ops: Vec<VaultOp>) -> Result<(), StoreError> {
        if ops.iter().any(|op| matches!(op, VaultOp::PutChunk { .. })) {
            let left = self.room.get().checked_sub(1).ok_or(StoreError::Full)?;
            self.room.set(left);
        }
        self.vault.commit(ops).await
    }

    async fn chunk(&self, sha256: &str, index: u32) -> Result<Option<Vec<u8>>, StoreError> {
        self.vault.chunk(sha256, index).await
    }
}

async fn three_chunks() -> Vec<u8> {
    let mut picture = red_and_blue(64, 48, "image/jpeg").await;
    picture.resize(2 * CHUNK + 1, 1);
    picture
}

#[wasm_bindgen_test]
async fn a_phone_that_fills_up_halfway_gets_its_room_back() {
    let picture = file(&three_chunks().await, "full.jpg");
    let sha256 = take_in(&vault().await, &picture).await.unwrap().sha256;
    let phone = NearlyFull { vault: vault().await, room: Cell::new(2) };
    assert_eq!(take_in(&phone, &picture).await, Err(IntakeError::Store(StoreError::Full)));
    for index in 0..3 {
        assert_eq!(phone.chunk(&sha256, index).await.unwrap(), None);
    }
}

#[wasm_bindgen_test]
async fn a_picture_that_waits_to_be_sent_outlives_a_failed_copy_of_itself() {
    let bytes = three_chunks().await;
    let phone = NearlyFull { vault: vault().await, room: Cell::new(4) };
    let first = take_in(&phone, &file(&bytes, "first.jpg")).await.unwrap();
    assert!(take_in(&phone, &file(&bytes, "again.jpg")).await.is_err());
    assert_eq!(kept(&phone.vault, &first).await, bytes);
}
