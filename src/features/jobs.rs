//! The feature `jobs`.
