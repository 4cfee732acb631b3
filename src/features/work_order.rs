//! The feature `work_order`.
