//! Phones that are sent to the photo store: who may see a photo gets an address for some minutes, and nobody else any.

use std::time::Duration;

use image::ImageFormat;
use protocol::error::ErrorCode;
use protocol::paths;
use reqwest::Method;
use reqwest::redirect::Policy;
use server::blobs::original;
use server::config::Listen;
use uuid::Uuid;

use crate::client::{Answer, Client};
use crate::photos::attach;
use crate::pictures::{encode, sha256, two_halves};
use crate::uploads::hand_in;
use crate::world::{World, until};

/// A photo of Mike's that is in the store.
async fn photo(world: &World, width: u32) -> (Uuid, Vec<u8>) {
    let mut mike = world.signed_in("mike").await;
    let bytes = encode(&two_halves(width, 400), ImageFormat::Png);
    let photo = attach(world, &mut mike, &bytes, None).await;
    hand_in(&mike, &bytes).await;
    (photo, bytes)
}

/// The answer itself, without going where it sends.
async fn asked(world: &World, phone: &Client, path: &str) -> Answer {
    let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let request = http.get(format!("{}{path}", world.address)).header(paths::CLIENT_HEADER, "1");
    Client::send(match &phone.token {
        Some(token) => request.bearer_auth(token),
        None => request,
    })
    .await
}

/// What a stranger gets by this address.
async fn fetched(address: &str) -> Answer {
    Client::send(reqwest::Client::new().get(address)).await
}

#[tokio::test]
async fn who_may_see_a_photo_is_sent_to_the_store_and_gets_its_bytes_there() {
    let Some(world) = World::on_s3_with_offload().await else { return };
    let (photo, bytes) = photo(&world, 600).await;
    let path = format!("/photos/{photo}/original");
    let endpoint = world.config.s3.endpoint.clone().unwrap();
    for login in ["mike", "ana", "dana"] {
        let phone = world.signed_in(login).await;
        let sent = asked(&world, &phone, &path).await;
        assert_eq!((sent.status.as_u16(), sent.header("cache-control")), (307, "private, no-store"));
        let address = sent.header("location");
        assert!(address.starts_with(&format!("{endpoint}/")) && address.contains("X-Amz-Expires=300"), "{address}");
        let token = phone.token.as_deref().unwrap();
        assert!(!address.contains(token) && !address.contains(&world.config.s3.secret), "{address}");
        let there = fetched(address).await;
        assert_eq!((there.status.as_u16(), there.header("content-type")), (200, "image/png"));
        assert!(there.header("cache-control").starts_with("private"), "{}", there.header("cache-control"));
        assert!(there.body == bytes);
        // As a browser does it: it follows by itself.
        assert!(phone.get(&path).await.body == bytes);
    }
    let mike = world.signed_in("mike").await;
    let part = Client::send(mike.request(Method::GET, &path).header("range", "bytes=10-19")).await;
    assert_eq!((part.status.as_u16(), part.body), (206, bytes[10..20].to_vec()));
}

#[tokio::test]
async fn a_smaller_picture_comes_from_the_server_once_and_from_the_store_from_then_on() {
    let Some(world) = World::on_s3_with_offload().await else { return };
    let (photo, _) = photo(&world, 2500).await;
    let mike = world.signed_in("mike").await;
    for which in ["large", "thumb"] {
        let path = format!("/photos/{photo}/{which}");
        let mut made = asked(&world, &mike, &path).await;
        if which == "large" {
            assert_eq!(made.status, 200, "it had to be made");
        } else {
            assert_eq!(made.status, 307, "it was made with the large one");
            made = fetched(made.header("location")).await;
        }
        let sent = asked(&world, &mike, &path).await;
        assert_eq!(sent.status, 307);
        let there = fetched(sent.header("location")).await;
        assert_eq!((there.header("content-type"), there.body == made.body), ("image/jpeg", true));
    }
}

#[tokio::test]
async fn others_get_no_address() {
    let Some(world) = World::on_s3_with_offload().await else { return };
    let (photo, _) = photo(&world, 60).await;
    for which in ["original", "large", "thumb"] {
        let path = format!("/photos/{photo}/{which}");
        for login in ["tess", "otto"] {
            let answer = asked(&world, &world.signed_in(login).await, &path).await;
            assert_eq!((answer.error(404), answer.header("location")), (ErrorCode::NotFound, ""), "{login}");
        }
        let answer = asked(&world, &world.anybody(), &path).await;
        assert_eq!((answer.error(401), answer.header("location")), (ErrorCode::SignInNeeded, ""));
    }
}

#[tokio::test]
async fn an_address_that_was_changed_or_is_over_is_refused() {
    let Some(world) = World::on_s3_with_offload().await else { return };
    let ((one, bytes), (_, another)) = (photo(&world, 60).await, photo(&world, 61).await);
    let sent = asked(&world, &world.signed_in("mike").await, &format!("/photos/{one}/original")).await;
    let address = sent.header("location");
    assert!(fetched(address).await.body == bytes);
    let (rest, signature) = address.split_once("X-Amz-Signature=").unwrap();
    let other = signature.chars().map(|c| if c == '0' { '1' } else { '0' }).collect::<String>();
    let changed = [
        ("another photo", address.replace(&sha256(&bytes), &sha256(&another))),
        ("a longer life", address.replace("X-Amz-Expires=300", "X-Amz-Expires=30000")),
        ("another type", address.replace("image%2Fpng", "text%2Fhtml")),
        ("another signature", format!("{rest}X-Amz-Signature={other}")),
        ("no signature", address.split('?').next().unwrap().to_owned()),
    ];
    for (what, changed) in changed {
        assert_ne!(changed, address, "{what}");
        assert_eq!(fetched(&changed).await.status, 403, "{what}");
    }
    let offload = world.app.blobs.vault.offload().unwrap();
    let key = original(world.ours, &sha256(&bytes));
    let short = offload.address(&key, "image/png", Duration::from_secs(2)).await.unwrap();
    assert_eq!(fetched(&short).await.status, 200);
    until(async || (fetched(&short).await.status == 403).then_some(())).await;
}

#[tokio::test]
async fn who_asks_for_the_bytes_themselves_gets_them() {
    let Some(world) = World::on_s3_with_offload().await else { return };
    let (photo, bytes) = photo(&world, 600).await;
    let mike = world.signed_in("mike").await;
    let path = format!("/photos/{photo}/original");
    let itself = asked(&world, &mike, &format!("{path}?{}", paths::PHOTO_ITSELF)).await;
    assert_eq!((itself.status.as_u16(), itself.body == bytes), (200, true));
    let known = mike.request(Method::GET, &path).header("if-none-match", itself.header("etag"));
    assert_eq!(Client::send(known).await.status, 304);
    let head = Client::send(mike.request(Method::HEAD, &path)).await;
    assert_eq!((head.status.as_u16(), head.header("content-type")), (200, "image/png"), "an address is for GET alone");
}

#[tokio::test]
async fn pages_may_load_from_the_store_when_phones_are_sent_there_and_from_nowhere_else() {
    let policy = async |world: &World| {
        world.anybody().get(paths::HEALTH_LIVE).await.header("content-security-policy").to_owned()
    };
    let nowhere = policy(&World::on_sqlite().await).await;
    assert!(nowhere.contains("connect-src 'self';") && nowhere.contains("img-src 'self' blob: data:;"), "{nowhere}");
    let Some(world) = World::on_s3_with_offload().await else { return };
    let endpoint = world.config.s3.endpoint.clone().unwrap();
    let there = policy(&world).await;
    assert_eq!(there.replace(&format!(" {endpoint};"), ";"), nowhere, "in connect-src and img-src");
    assert_eq!(there.matches(&endpoint).count(), 2);

    // The store has another name outside.
    let s3 = server::config::S3Config {
        public_endpoint: Some("https://photos.example.com:8443/store".into()),
        ..world.config.s3.clone()
    };
    let world = World::with(Listen::default(), |config| config.s3 = s3).await;
    assert!(policy(&world).await.contains("connect-src 'self' https://photos.example.com:8443;"));
    let (photo, _) = photo(&world, 60).await;
    let sent = asked(&world, &world.signed_in("mike").await, &format!("/photos/{photo}/original")).await;
    assert!(
        sent.header("location").starts_with("https://photos.example.com:8443/store/"),
        "{}",
        sent.header("location")
    );
}

#[tokio::test]
async fn photos_in_a_folder_come_from_the_server_in_any_case() {
    let world = World::with(Listen::default(), |config| config.s3.offload = true).await;
    let (photo, bytes) = photo(&world, 60).await;
    let answer = asked(&world, &world.signed_in("mike").await, &format!("/photos/{photo}/original")).await;
    assert_eq!((answer.status.as_u16(), answer.body == bytes), (200, true));
}
