//! The feature `today`.
