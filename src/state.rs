//! What the screen shows: stores fed from committed changes, and the ports through which features reach the phone.
//!
//! Never here: fetches, browser calls. What a feature needs of the browser is a trait in [`ports`]; `app` gives it.

mod coming;
mod desk;
mod order_lines;
pub mod permission;
pub mod ports;
pub mod screens;

pub use coming::Coming;
pub use desk::{Desk, SharedClient, use_desk};
pub use order_lines::{Lines, OrderLine, OrderLines, SharedOrderLines, use_order_lines};
pub use ports::{Ports, PortsHandle, Refusal, use_ports};
pub use screens::{LeadTo, Piece, PiecesCame, Screens};
