//! The app's own files.

use protocol::error::ErrorCode;
use reqwest::Method;

use crate::client::Client;
use crate::world::World;

async fn world_with_app() -> World {
    let world = World::on_sqlite().await;
    let put = |name: &str, text: &str| std::fs::write(world.dist.join(name), text).unwrap();
    put("index.html", "<!doctype html><title>shell</title>");
    put("sw.js", "// worker");
    put("app-1f4be7a09c2d3e55_bg.wasm", "wasm");
    put("app-1f4be7a09c2d3e55_bg.wasm.br", "brotli");
    world
}

#[tokio::test]
async fn every_address_of_the_app_shows_its_first_page() {
    let world = world_with_app().await;
    for path in ["/", "/jobs/42", "/today", "/sync"] {
        let answer = world.anybody().get(path).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-cache"), "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert!(answer.body.starts_with(b"<!doctype html>"));
    }
    assert_eq!(world.anybody().get("/missing.js").await.error(404), ErrorCode::NotFound);
    assert_eq!(world.anybody().get("/..%2fdata%2fpem2.db").await.error(404), ErrorCode::NotFound);
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_sent_compressed() {
    let world = world_with_app().await;
    let path = "/app-1f4be7a09c2d3e55_bg.wasm";
    let plain = world.anybody().get(path).await;
    assert_eq!((plain.header("content-type"), plain.body.as_slice()), ("application/wasm", &b"wasm"[..]));
    assert!(plain.header("cache-control").contains("immutable"));
    let request = world.anybody().request(Method::GET, path).header("accept-encoding", "gzip, br");
    let small = Client::send(request).await;
    assert_eq!((small.header("content-encoding"), small.body.as_slice()), ("br", &b"brotli"[..]));
}

#[tokio::test]
async fn the_service_worker_is_asked_for_each_time() {
    let world = world_with_app().await;
    let answer = world.anybody().get("/sw.js").await;
    assert_eq!(answer.header("cache-control"), "no-cache");
    let request = world.anybody().request(Method::GET, "/sw.js").header("if-none-match", answer.header("etag"));
    assert_eq!(Client::send(request).await.status, 304);
}
