//! The feature `schedule`.
