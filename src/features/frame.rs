//! The feature `frame`.
