//! Photos come back: untouched, smaller, upright, and only to those who may see them.

use domain::Entity;
use image::{GenericImageView, ImageFormat};
use protocol::error::ErrorCode;
use serde_json::json;
use uuid::Uuid;

use crate::client::{Client, create, work_order};
use crate::pictures::{encode, sha256, sideways_jpeg, two_halves};
use crate::uploads::hand_in;
use crate::world::{World, user_id};

crate::on_both_databases!(
    the_original_comes_back_byte_for_byte,
    smaller_pictures_stand_upright,
    others_do_not_see_it,
    the_phones_own_thumbnail_stands_in_until_the_original_is_here,
    a_picture_that_cannot_be_decoded_has_no_preview,
    a_heic_is_kept_and_shown_where_libheif_is_installed,
    a_removed_photo_is_gone,
);

/// A photo row for these bytes on a job of Mike's; its identifier.
pub async fn attach(world: &World, mike: &mut Client, bytes: &[u8], thumb: Option<&[u8]>) -> Uuid {
    let mut dana = world.signed_in("dana").await;
    let (order, _) = work_order(&mut dana, &[user_id("mike")]).await;
    let photo = Uuid::new_v4();
    let mut fields = json!({"work_order": order, "sha256": sha256(bytes), "size": bytes.len(), "mime": "image/jpeg"});
    if let Some(thumb) = thumb {
        fields["thumb_sha256"] = sha256(thumb).into();
    }
    mike.done(create(Entity::Photo, photo, fields)).await;
    photo
}

async fn the_original_comes_back_byte_for_byte(world: World) {
    let mut mike = world.signed_in("mike").await;
    let bytes = encode(&two_halves(600, 400), ImageFormat::Png);
    let photo = attach(&world, &mut mike, &bytes, None).await;
    let path = format!("/photos/{photo}/original");
    assert_eq!(mike.get(&path).await.error(404), ErrorCode::NotFound, "not yet");
    hand_in(&mike, &bytes).await;
    let answer = mike.get(&path).await;
    assert_eq!(answer.body, bytes);
    assert_eq!(answer.header("content-type"), "image/png", "what the bytes are, not what the phone said");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("cache-control").starts_with("private"));
    let tag = answer.header("etag").to_owned();
    let known = Client::send(mike.request(reqwest::Method::GET, &path).header("if-none-match", tag)).await;
    assert_eq!(known.status, 304);
    let part = Client::send(mike.request(reqwest::Method::GET, &path).header("range", "bytes=10-19")).await;
    assert_eq!((part.status.as_u16(), part.body), (206, bytes[10..20].to_vec()));
    assert_eq!(part.headers["content-range"], format!("bytes 10-19/{}", bytes.len()));
}

async fn smaller_pictures_stand_upright(world: World) {
    let mut mike = world.signed_in("mike").await;
    // Lies on its side: its left half, red, is at the top once it stands.
    let bytes = sideways_jpeg(&two_halves(3000, 1500));
    let photo = attach(&world, &mut mike, &bytes, None).await;
    hand_in(&mike, &bytes).await;
    for (rendition, width, height) in [("large", 1024, 2048), ("thumb", 160, 320), ("large", 1024, 2048)] {
        let answer = mike.get(&format!("/photos/{photo}/{rendition}")).await;
        assert_eq!(answer.header("content-type"), "image/jpeg");
        let picture = image::load_from_memory(&answer.body).unwrap();
        assert_eq!((picture.width(), picture.height()), (width, height), "{rendition}");
        let (top, bottom) = (picture.get_pixel(width / 2, height / 4), picture.get_pixel(width / 2, height * 3 / 4));
        assert!(top[0] > 150 && top[2] < 100 && bottom[2] > 150 && bottom[0] < 100, "{top:?} {bottom:?}");
    }
}

async fn others_do_not_see_it(world: World) {
    let mut mike = world.signed_in("mike").await;
    let bytes = encode(&two_halves(60, 40), ImageFormat::Jpeg);
    let photo = attach(&world, &mut mike, &bytes, None).await;
    hand_in(&mike, &bytes).await;
    for rendition in ["original", "large", "thumb"] {
        let path = format!("/photos/{photo}/{rendition}");
        assert_eq!(world.signed_in("ana").await.get(&path).await.status, 200, "the own crew");
        assert_eq!(world.signed_in("dana").await.get(&path).await.status, 200, "the office");
        assert_eq!(world.signed_in("tess").await.get(&path).await.error(404), ErrorCode::NotFound, "another crew");
        assert_eq!(world.signed_in("otto").await.get(&path).await.error(404), ErrorCode::NotFound, "another company");
        assert_eq!(world.anybody().get(&path).await.error(401), ErrorCode::SignInNeeded);
    }
}

async fn the_phones_own_thumbnail_stands_in_until_the_original_is_here(world: World) {
    let mut mike = world.signed_in("mike").await;
    let (bytes, thumb) =
        (encode(&two_halves(900, 600), ImageFormat::Jpeg), encode(&two_halves(90, 60), ImageFormat::Jpeg));
    let photo = attach(&world, &mut mike, &bytes, Some(&thumb)).await;
    hand_in(&mike, &thumb).await;
    for rendition in ["large", "thumb"] {
        let answer = mike.get(&format!("/photos/{photo}/{rendition}")).await;
        assert_eq!(answer.body, thumb, "{rendition}");
        assert!(!answer.header("cache-control").contains("immutable"));
    }
    hand_in(&mike, &bytes).await;
    let large = mike.get(&format!("/photos/{photo}/large")).await;
    assert_eq!(image::load_from_memory(&large.body).unwrap().width(), 900);
}

async fn a_picture_that_cannot_be_decoded_has_no_preview(world: World) {
    let mut mike = world.signed_in("mike").await;
    let broken = [&[0xFF, 0xD8, 0xFF, 0xE0][..], &[7; 500]].concat();
    let photo = attach(&world, &mut mike, &broken, None).await;
    hand_in(&mike, &broken).await;
    assert_eq!(mike.get(&format!("/photos/{photo}/thumb")).await.error(404), ErrorCode::NotFound);
    assert_eq!(mike.get(&format!("/photos/{photo}/original")).await.body, broken, "the evidence is kept as it came");
}

async fn a_heic_is_kept_and_shown_where_libheif_is_installed(world: World) {
    let mut mike = world.signed_in("mike").await;
    let bytes = include_bytes!("../fixtures/two_halves.heic");
    let photo = attach(&world, &mut mike, bytes, None).await;
    hand_in(&mike, bytes).await;
    let original = mike.get(&format!("/photos/{photo}/original")).await;
    assert_eq!((original.header("content-type"), original.body.as_slice()), ("image/heic", &bytes[..]));
    let large = mike.get(&format!("/photos/{photo}/large")).await;
    let on_path =
        |name: &&str| std::env::split_paths(&std::env::var_os("PATH").unwrap()).any(|p| p.join(name).is_file());
    if ["heif-dec", "heif-convert"].iter().any(on_path) {
        let picture = image::load_from_memory(&large.body).unwrap();
        assert_eq!((picture.width(), picture.height()), (96, 64));
        assert!(picture.get_pixel(20, 30)[0] > 150 && picture.get_pixel(80, 30)[2] > 150);
    } else {
        assert_eq!(large.error(404), ErrorCode::NotFound);
    }
}

async fn a_removed_photo_is_gone(world: World) {
    let mut mike = world.signed_in("mike").await;
    let bytes = encode(&two_halves(60, 40), ImageFormat::Jpeg);
    let photo = attach(&world, &mut mike, &bytes, None).await;
    hand_in(&mike, &bytes).await;
    mike.done(domain::Edit::Remove { entity: Entity::Photo, id: photo }).await;
    assert_eq!(mike.get(&format!("/photos/{photo}/original")).await.error(404), ErrorCode::NotFound);
}
