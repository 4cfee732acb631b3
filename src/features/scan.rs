//! The feature `scan`.
