//! The feature `time`.
