//! The document of the API says what is there, all of it, and only grows.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;

use crate::world::World;

/// Everything in the document that a program may rely on: paths, parameters, answers, fields, values.
fn promises(at: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in
                fields.iter().filter(|(name, _)| !["description", "summary", "info"].contains(&name.as_str()))
            {
                promises(&format!("{at}/{}", name.replace('/', "~")), value, found);
            }
        }
        Value::Array(values) => {
            for value in values {
                // A parameter is known by its name, not by its place.
                let name = value["name"].as_str().unwrap_or("-");
                promises(&format!("{at}/{name}"), value, found);
            }
        }
        value => drop(found.insert(format!("{at} = {value}"))),
    }
}

#[tokio::test]
async fn the_document_is_served_and_only_grows() {
    let world = World::on_sqlite().await;
    let answer = world.anybody().get("/api/openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    let now: Value = answer.ok();
    assert!(now["openapi"].as_str().unwrap().starts_with("3.1"));
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/api/openapi.json");
    if std::env::var_os("PEM2_TEST_WRITE_OPENAPI").is_some() {
        std::fs::write(&file, &answer.body).unwrap();
    }
    let before: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let (mut promised, mut kept) = (BTreeSet::new(), BTreeSet::new());
    promises("", &before, &mut promised);
    promises("", &now, &mut kept);
    let broken: Vec<_> = promised.difference(&kept).collect();
    assert!(broken.is_empty(), "taken back: {broken:#?}");
    let unwritten: Vec<_> = kept.difference(&promised).collect();
    assert!(unwritten.is_empty(), "write it down with PEM2_TEST_WRITE_OPENAPI=1: {unwritten:#?}");
}

#[tokio::test]
async fn every_route_is_in_the_document_and_every_path_of_it_is_a_route() {
    // Method and path of what `Router::route` is told.
    let source = include_str!("../../../src/routes/api.rs");
    let mut routes = BTreeSet::from([("post".to_owned(), "/auth/login".into()), ("get".into(), "/health".into())]);
    for call in source.split(".route(").skip(1) {
        let path = call.split('"').nth(1).unwrap();
        for method in ["get", "post", "patch", "delete", "put"] {
            if call.split_once(',').unwrap().1.contains(&format!("{method}(")) {
                routes.insert((method.to_owned(), path.to_owned()));
            }
        }
    }
    let document = serde_json::to_value(server::owner::docs::document()).unwrap();
    let documented: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().keys().map(|method| (method.clone(), path.clone())))
        .collect();
    assert_eq!(documented, routes);
}

#[tokio::test]
async fn the_page_has_neither_scripts_nor_styles_inside() {
    let world = World::on_sqlite().await;
    let answer = world.anybody().get("/api/docs").await;
    let page = String::from_utf8(answer.body.clone()).unwrap();
    assert!(answer.header("content-type").starts_with("text/html"));
    assert!(
        page.contains("/api/v1/work-orders") && page.contains("Idempotency-Key") && page.contains("prevailing_wage")
    );
    assert!(!page.contains("<script") && !page.contains("<style") && !page.contains("style="));
    assert!(world.anybody().get("/api/docs.css").await.header("content-type").starts_with("text/css"));
}
