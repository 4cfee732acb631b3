//! What holds for any text that somebody scans or types. The fuzz target `gs1` holds it against texts of its own.

use domain::barcode::{
    Carrier, Element, base_unit, code_key, expand_upc_e, is_gtin, is_restricted, mh10, parse_digital_link,
    parse_elements, suggestions, understand,
};

/// Panics where the text is understood in a way that stock could not use.
pub fn assert_sound(text: &str) {
    assert_elements(text);
    assert_numbers(text);
    for carrier in Carrier::ALL {
        assert_meaning(text, carrier);
    }
}

fn assert_elements(text: &str) {
    match parse_elements(text) {
        Ok(elements) => {
            assert_parts(&elements, text);
            // Written as a printer would, they are the same again.
            let again: Vec<String> = elements.iter().map(|e| format!("{}{}", e.id, e.value)).collect();
            assert_eq!(parse_elements(&again.join("\u{1d}")).as_ref(), Ok(&elements), "{text:?}");
        }
        Err(error) => assert!(error.offset <= text.len(), "{text:?}: {error}"),
    }
    match parse_digital_link(text) {
        Ok(elements) => assert_parts(&elements, text),
        // An empty value may be missing behind the end.
        Err(error) => assert!(error.offset <= text.len() + 1, "{text:?}: {error}"),
    }
    if let Some(elements) = mh10::parse_envelope(text) {
        assert!(!elements.is_empty(), "{text:?}");
        assert!(elements.iter().all(|e| e.value.trim() == e.value), "{text:?}: {elements:?}");
    }
}

fn assert_parts(elements: &[Element], text: &str) {
    assert!(!elements.is_empty(), "{text:?}");
    for (i, element) in elements.iter().enumerate() {
        assert!(element.id.bytes().all(|b| b.is_ascii_digit()) && !element.id.is_empty(), "{text:?}: {element:?}");
        assert!(!element.value.is_empty() && !element.value.contains(char::is_control), "{text:?}: {element:?}");
        assert!(elements[..i].iter().all(|before| before.id != element.id), "{text:?}: {element:?} twice");
    }
}

fn assert_numbers(text: &str) {
    assert!(suggestions(text).iter().all(|number| is_gtin(number)), "{text:?}");
    assert!(expand_upc_e(text).is_none_or(|number| is_gtin(&number)), "{text:?}");
    let key = code_key(text);
    assert_eq!(code_key(&key), key, "{text:?}");
    if let Some(unit) = base_unit(text) {
        assert!(is_gtin(&unit) && unit.starts_with('0'), "{text:?}: {unit}");
    }
}

fn assert_meaning(text: &str, carrier: Carrier) {
    let meaning = understand(text, carrier, 2026);
    let says_something = text.chars().any(|c| !c.is_control() && !c.is_whitespace());
    assert_eq!(meaning.keys.is_empty(), !says_something, "{text:?} by {carrier:?}");
    for (i, key) in meaning.keys.iter().enumerate() {
        let is_plain = !key.is_empty() && key.trim() == key && !key.contains(char::is_control);
        assert!(is_plain && !meaning.keys[..i].contains(key), "{text:?} by {carrier:?}: key {key:?}");
    }
    if let Some(gtin) = &meaning.gtin {
        assert!(gtin.len() == 14 && is_gtin(gtin) && !is_restricted(gtin), "{text:?} by {carrier:?}: {gtin}");
        assert!(!meaning.restricted && meaning.keys.contains(gtin), "{text:?} by {carrier:?}");
    }
    assert!(meaning.indicator.is_none_or(|digit| (1..=9).contains(&digit)), "{text:?} by {carrier:?}");
    assert!(meaning.url.is_none_or(|url| text.contains(&url)), "{text:?} by {carrier:?}");
}
