//! Ports that nobody listens on.

use std::net::{Ipv4Addr, TcpListener};

use crate::Failure;

/// Any.
pub fn free() -> Result<u16, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|e| e.to_string())?;
    listener.local_addr().map(|address| address.port()).map_err(|e| e.to_string())
}

/// The first from `first` on.
pub fn free_from(first: u16) -> Result<u16, Failure> {
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    (first..first.saturating_add(100)).find(is_free).ok_or_else(|| format!("no free port from {first} on"))
}
