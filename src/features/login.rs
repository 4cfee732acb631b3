//! The feature `login`.
