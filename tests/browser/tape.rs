//! Archives are read back as they were written, and nothing else is taken for one.

use js_sys::{Array, Uint8Array};
use pem2_app::platform::tape::{Broken, Entry, Writer, bytes, entries};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Blob;

fn blob(parts: &[&[u8]]) -> Blob {
    let list = Array::new();
    for part in parts {
        list.push(&Uint8Array::from(*part));
    }
    Blob::new_with_u8_array_sequence(&list).unwrap()
}

fn archive() -> Blob {
    let mut tape = Writer::default();
    tape.add_text("about.json", "{}").unwrap();
    let pieces: [JsValue; 2] = [blob(&[&[7; 600]]).into(), Uint8Array::from([9_u8; 100].as_slice()).into()];
    tape.add("photos/panel.jpeg", 700, &pieces).unwrap();
    tape.add_text("empty", "").unwrap();
    tape.finish().unwrap()
}

#[wasm_bindgen_test]
async fn what_was_written_is_read_back() {
    let archive = archive();
    let found = entries(&archive).await.unwrap();
    let names: Vec<(&str, u64)> = found.iter().map(|Entry { name, size, .. }| (name.as_str(), *size)).collect();
    assert_eq!(names, [("about.json", 2), ("photos/panel.jpeg", 700), ("empty", 0)]);
    assert_eq!(bytes(&archive, found[0].at, 2).await.unwrap(), b"{}");
    let photo = bytes(&archive, found[1].at, 700).await.unwrap();
    assert!(photo[..600].iter().all(|byte| *byte == 7) && photo[600..].iter().all(|byte| *byte == 9));
}

#[wasm_bindgen_test]
async fn what_is_cut_off_damaged_or_something_else_is_no_archive() {
    let whole = bytes(&archive(), 0, archive().size() as u64).await.unwrap();
    for end in [0, 100, 512, 1_024, 2_000, whole.len() - 1_024] {
        assert_eq!(entries(&blob(&[&whole[..end]])).await, Err(Broken), "{end}");
    }
    let mut damaged = whole.clone();
    damaged[5] ^= 1;
    assert_eq!(entries(&blob(&[&damaged])).await, Err(Broken));
    assert_eq!(entries(&blob(&[b"%PDF-1.7".repeat(200).as_slice()])).await, Err(Broken));
}
