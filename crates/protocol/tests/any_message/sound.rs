//! What holds for any text that comes as a message to or from the scanner's worker. The fuzz target `scan_message` holds
//! it against texts of its own.

use protocol::scan::{Reply, Request};

/// Panics where a text is read as a request that is another one once it is written and read again.
pub fn assert_sound(text: &str) {
    if let Ok(request) = serde_json::from_str::<Request>(text) {
        let again = serde_json::to_string(&request).map(|text| serde_json::from_str::<Request>(&text).ok());
        assert_eq!(again.ok().flatten(), Some(request), "{text:?}");
    }
    if let Ok(reply) = serde_json::from_str::<Reply>(text) {
        assert!(serde_json::to_string(&reply).is_ok(), "{text:?}");
    }
}
