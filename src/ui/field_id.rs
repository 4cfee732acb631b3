//! Ids that tie a field to its label, hint and error. Unique for the life of the page.

use std::sync::atomic::{AtomicU32, Ordering};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A fresh id, such as `field-7`.
pub fn field_id() -> String {
    format!("field-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
