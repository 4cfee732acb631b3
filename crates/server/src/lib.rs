//! The server that phones sync with: axum over SQLite or PostgreSQL, photos on disk or in an S3-compatible store.
//!
//! What happens to an edit is decided by `sync` and `domain`; this crate says who is asking, keeps what was decided
//! durably, and takes and serves bytes. One binary, `pem2`.
//!
//! - [`router`]: every path, in one file. [`routes`]: extract, authorise, call, answer.
//! - [`auth`]: who is asking. [`db`], [`sync_store`]: all SQL. [`blobs`], [`renditions`]: photos.
//! - [`owner`]: what other programs of a company may ask.
//! - [`telemetry`]: what others hear who watch.
//! - [`backup`]: archives of everything, made, tried and put back.
//! - [`demo`]: the fictional company of the demonstration. [`cli`]: the commands.

pub mod alerts;
pub mod app;
pub mod app_files;
pub mod auth;
pub mod backup;
pub mod blobs;
pub mod cli;
pub mod clock;
pub mod config;
pub mod contacts;
pub mod db;
pub mod demo;
pub mod disk;
pub mod error;
pub mod hints;
pub mod letters;
pub mod limits;
pub mod mail;
pub mod metrics;
pub mod moving;
pub mod open_files;
pub mod owner;
pub mod people;
pub mod pushes;
pub mod readiness;
pub mod renditions;
pub mod request;
pub mod router;
pub mod routes;
pub mod sealed;
pub mod security;
pub mod sweep;
pub mod sync_store;
pub mod telemetry;
