//! The feature `conflicts`.
