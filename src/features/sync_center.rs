//! The feature `sync_center`.
