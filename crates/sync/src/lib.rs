//! Offline sync without input or output: what a phone and a server decide, as plain state machines.
//!
//! - [`client`]: outbox, view, what to send next, what an answer changes. It returns plans; whoever drives it commits
//!   them in order and reports back.
//! - [`server`]: one door for edits, one for rows that go out, over a store that is a trait.
//! - [`pack`]: rows in the form in which phones keep them and servers send many.
//! - [`memory`]: stores in memory, for tests and the simulator.
//! - [`conformance`]: what every store must do, run on every implementation.
//! - [`safeguard`]: what keeps work from being lost, by name.
//! - [`simulator`]: phones and a server in virtual time, with faults.
//!
//! Never here: Leptos, browser types, SQL, real time, real randomness.

pub mod client;
#[cfg(any(test, feature = "testing"))]
pub mod conformance;
pub mod memory;
pub mod pack;
pub mod safeguard;
pub mod server;
#[cfg(any(test, feature = "testing"))]
pub mod simulator;
