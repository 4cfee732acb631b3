//! The feature `more`.
