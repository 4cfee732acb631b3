//! The feature `photos`.
