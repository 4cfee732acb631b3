//! A long list whose rows are written into: fingers and the focus stay with what they were on.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, MouseEvent, MouseEventInit, PointerEvent};
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

#[wasm_bindgen_test]
async fn a_tap_that_began_on_one_row_never_opens_another() {
    let rows = RwSignal::new(vec!["ada", "ben", "cleo"]);
    let _shown = show(rows);
    let under_the_finger = link("ben");
    let tap = |element: &HtmlElement| {
        let options = MouseEventInit::new();
        options.set_bubbles(true);
        options.set_cancelable(true);
        let click = MouseEvent::new_with_mouse_event_init_dict("click", &options).unwrap();
        element.dispatch_event(&click).unwrap()
    };
    let press = |element: &HtmlElement| {
        let options = leptos::web_sys::PointerEventInit::new();
        options.set_bubbles(true);
        element.dispatch_event(&PointerEvent::new_with_event_init_dict("pointerdown", &options).unwrap()).unwrap();
    };
    press(&under_the_finger);
    rows.set(vec!["new", "ada", "ben", "cleo"]);
    until(|| under_the_finger.text_content().as_deref() == Some("ada")).await;
    assert!(!tap(&under_the_finger), "the other row was opened");
    press(&under_the_finger);
    assert!(tap(&under_the_finger), "a tap that stayed on its row was swallowed");
}
