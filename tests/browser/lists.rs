//! A long list whose rows are written into: the focus stays with what it was on.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};
use pem2_app::ui::{VirtualList, following};
use wasm_bindgen_test::wasm_bindgen_test;

/// A list of `rows` in the page; each row is a link with its name.
fn show(rows: RwSignal<Vec<&'static str>>) -> impl Sized {
    mount_to_body(move || {
        let row = move |nth: usize| {
            let at = move || rows.with(|rows| rows.get(nth).copied());
            following(at, |name: Signal<&'static str>| view! { <a href="#kept">{name}</a> }.into_any())
        };
        let who = move |nth: usize| rows.with(|rows| rows.get(nth).map(|name| (*name).to_owned()));
        let count = Signal::derive(move || rows.with(Vec::len));
        view! { <VirtualList label="names" count row_rem=4.0 row who/> }
    })
}

fn link(name: &str) -> HtmlElement {
    let links = document().query_selector_all(".virtual-row a").unwrap();
    let links = (0..links.length()).map(|nth| links.item(nth).unwrap().unchecked_into::<HtmlElement>());
    links.into_iter().find(|link| link.text_content().as_deref() == Some(name)).unwrap()
}

/// Until `done`, some frames long.
async fn until(done: impl Fn() -> bool) {
    for _ in 0..100 {
        if done() {
            return;
        }
        TimeoutFuture::new(16).await;
    }
    panic!("it never came");
}

fn focused() -> Option<String> {
    document().active_element().and_then(|element: Element| element.text_content())
}

#[wasm_bindgen_test]
async fn the_focus_stays_on_its_row_when_another_comes_before_it() {
    let rows = RwSignal::new(vec!["ada", "ben", "cleo"]);
    let _shown = show(rows);
    link("ben").focus().unwrap();
    TimeoutFuture::new(0).await;
    rows.set(vec!["new", "ada", "ben", "cleo"]);
    until(|| focused().as_deref() == Some("ben")).await;
}
