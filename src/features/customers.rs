//! The feature `customers`.
