//! What kind of phone it is.

use crate::words::t;

/// What a browser's own description comes to: "iPhone", "Android".
pub fn phone_kind(agent: &str) -> &'static str {
    let kinds = [
        ("iPhone", "phones.kind.iphone"),
        ("iPad", "phones.kind.ipad"),
        ("Android", "phones.kind.android"),
        ("Macintosh", "phones.kind.mac"),
        ("Windows", "phones.kind.windows"),
    ];
    let found = kinds.iter().find(|(name, _)| agent.contains(name));
    t(found.map_or("phones.kind.other", |(_, words)| words))
}
