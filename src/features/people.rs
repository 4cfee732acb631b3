//! The feature `people`.
