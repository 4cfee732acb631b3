//! Any text at all is a message to the scanner's worker that means one thing, or is refused.

mod sound;

use proptest::prelude::*;
use proptest::sample::select;

use sound::assert_sound;

/// What messages are made of.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"type\"",
    "\"frame\"",
    "\"still\"",
    "\"reset\"",
    "\"id\"",
    "\"pixels\"",
    "\"layout\"",
    "\"luma\"",
    "\"rgba\"",
    "\"picture\"",
    "\"width\"",
    "\"height\"",
    "0",
    "-1",
    "4294967295",
    "4294967296",
    "1e9",
    "null",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_a_message_or_refused(text in "\\PC{0,80}") {
        assert_sound(&text);
    }

    #[test]
    fn any_pieces_of_messages_are_a_message_or_refused(pieces in prop::collection::vec(select(&PIECES[..]), 0..24)) {
        assert_sound(&pieces.concat());
    }

    #[test]
    fn any_request_means_one_thing(
        kind in select(&["frame", "still", "reset", "stop"][..]),
        layout in select(&["luma", "rgba", "picture", "cmyk"][..]),
        id in any::<i64>(),
        width in any::<u64>(),
        height in any::<u32>(),
        more in select(&["", ",\"later\":{}", ",\"id\":1"][..]),
    ) {
        let pixels = format!(r#"{{"layout":"{layout}","width":{width},"height":{height}}}"#);
        assert_sound(&format!(r#"{{"type":"{kind}","id":{id},"pixels":{pixels}{more}}}"#));
        let small = format!(r#"{{"layout":"{layout}","width":{},"height":{height}}}"#, width as u32);
        assert_sound(&format!(r#"{{"type":"{kind}","id":{},"pixels":{small}{more}}}"#, id as u32));
    }
}
