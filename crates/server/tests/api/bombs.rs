//! Small files that claim to be enormous pictures, and pictures that end in the middle.

use domain::Entity;
use image::ImageFormat;
use protocol::blobs::UploadState;
use protocol::error::ErrorCode;
use serde_json::json;
use uuid::Uuid;

use crate::client::{Client, create, work_order};
use crate::pictures::{encode, sha256, two_halves};
use crate::rig::Rig;
use crate::uploads::hand_in;

/// More than this no picture here may cost, the program itself included.
const MEMORY: u64 = 256 * 1024 * 1024;

/// A real PNG of 30,000 × 30,000 black points: a hundred kilobytes that become 900 MB, or 2,700 in colour.
fn bomb() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 30_000, 30_000);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().unwrap();
    let mut rows = writer.stream_writer().unwrap();
    let row = [0; 30_000 / 8];
    for _ in 0..30_000 {
        std::io::Write::write_all(&mut rows, &row).unwrap();
    }
    rows.finish().unwrap();
    writer.finish().unwrap();
    bytes
}

async fn photo_of(olivia: &mut Client, bytes: &[u8]) -> Uuid {
    let (order, _) = work_order(olivia, &[]).await;
    let photo = Uuid::new_v4();
    let fields = json!({"work_order": order, "sha256": sha256(bytes), "size": bytes.len(), "mime": "image/png"});
    olivia.done(create(Entity::Photo, photo, fields)).await;
    assert_eq!(hand_in(olivia, bytes).await, UploadState::Stored { sha256: sha256(bytes) });
    photo
}

#[tokio::test]
async fn a_bomb_has_no_preview_and_costs_no_memory_and_stays_as_it_came() {
    let rig = Rig::start(vec![]).await;
    let mut olivia = rig.signed_in().await;
    let bomb = bomb();
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    let photo = photo_of(&mut olivia, &bomb).await;
    for rendition in ["thumb", "large"] {
        assert_eq!(olivia.get(&format!("/photos/{photo}/{rendition}")).await.error(404), ErrorCode::NotFound);
    }
    assert!(rig.most_memory() < MEMORY, "{} MB", rig.most_memory() / 1_000_000);
    assert_eq!(olivia.get(&format!("/photos/{photo}/original")).await.body, bomb);
}

#[tokio::test]
async fn a_picture_that_ends_in_the_middle_costs_nothing_and_stays_as_it_came() {
    let rig = Rig::start(vec![]).await;
    let mut olivia = rig.signed_in().await;
    // Of a JPEG is shown what there is; of a PNG nothing.
    for (format, status) in [(ImageFormat::Jpeg, 200), (ImageFormat::Png, 404)] {
        let whole = encode(&two_halves(3000, 2000), format);
        let half = &whole[..whole.len() / 2];
        let photo = photo_of(&mut olivia, half).await;
        let thumb = olivia.get(&format!("/photos/{photo}/thumb")).await;
        assert_eq!(thumb.status.as_u16(), status, "{format:?}");
        assert_eq!(olivia.get(&format!("/photos/{photo}/original")).await.body, half);
    }
    assert!(rig.most_memory() < MEMORY, "{} MB", rig.most_memory() / 1_000_000);
}
