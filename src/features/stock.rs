//! The feature `stock`.
