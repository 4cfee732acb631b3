//! The feature `install`.
