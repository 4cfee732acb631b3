//! The built app inside this binary.

use bytes::Bytes;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../dist/"]
struct Dist;

/// A file of `dist/`, as it was when this binary was built.
pub(super) fn find(name: &str) -> Option<Bytes> {
    match Dist::get(name)?.data {
        std::borrow::Cow::Borrowed(bytes) => Some(Bytes::from_static(bytes)),
        std::borrow::Cow::Owned(bytes) => Some(Bytes::from(bytes)),
    }
}
