//! The feature `checklists`.
