//! Stores in memory: the model that every real store is measured by.

pub mod server;
pub mod vault;
