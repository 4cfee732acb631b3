//! The harness of the end-to-end tests: a server, browsers of three engines, and verbs in the words of the people who
//! use the app.
//!
//! Here: starting, stopping and killing; looking for things and waiting for them; asking the server what it has. Never
//! here: what ought to happen, which the tests say; and nothing of the app's own code, which is driven from outside only.
//! It needs Linux, the one system on which all three engines run.

pub mod answers;
pub mod app;
pub mod authenticator;
pub mod bench;
pub mod browser;
pub mod camera;
pub mod delay;
pub mod engine;
pub mod failure;
pub mod films;
pub mod oracle;
pub mod people;
pub mod photo_store;
pub mod pictures;
pub mod portal;
pub mod process;
pub mod proxy;
pub mod readers;
pub mod second_build;
mod seeded;
pub mod server;
pub mod shots;
pub mod spy;
pub mod typing;
pub mod wait;

pub use app::App;
pub use authenticator::Authenticator;
pub use browser::Browser;
pub use engine::Engine;
pub use failure::Failure;
pub use oracle::Oracle;
pub use proxy::Proxy;
pub use server::Server;
