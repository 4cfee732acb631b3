//! A bad network: a proxy on a port of its own before a server, with a fault that is switched while everybody goes on.
//!
//! Here: listening, and switching. What a fault does to one connection is in `proxy/line.rs`. Never here: when which fault
//! comes, which is the caller's; and nothing about HTTP but the page of a captive portal.

mod line;

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::{Failure, Server};

/// What the network does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Carries everything.
    #[default]
    Pass,
    /// Breaks every connection with RST, old and new.
    Reset,
    /// Takes what is sent and never answers, as after a hand-over between cells. When it ends, these connections are
    /// broken: nobody remembers them.
    HalfOpen,
    /// Carries everything this much later, each way.
    Delay(Duration),
    /// Answers every request with a page of its own.
    Captive,
    /// Ends each answer after so many bytes.
    Truncate(usize),
}

impl Fault {
    /// Its name in a table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Reset => "reset",
            Self::HalfOpen => "half-open",
            Self::Delay(_) => "delay",
            Self::Captive => "captive portal",
            Self::Truncate(_) => "truncated",
        }
    }

    /// Whether what is sent arrives, at least in part and at last.
    const fn carries(self) -> bool {
        matches!(self, Self::Pass | Self::Delay(_) | Self::Truncate(_))
    }
}

/// A proxy. Gone when dropped, with all its connections.
pub struct Proxy {
    port: u16,
    fault: watch::Sender<Option<Fault>>,
    spoilt: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl Proxy {
    /// A proxy before this server, running or not: every connection looks for it anew.
    pub fn before(server: &Server) -> Result<Self, Failure> {
        Self::before_port(server.port())
    }

    /// A proxy before whatever listens on this port.
    pub fn before_port(upstream: u16) -> Result<Self, Failure> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();
        let (fault, faults) = watch::channel(Some(Fault::Pass));
        let spoilt = Arc::new(AtomicU64::new(0));
        let count = spoilt.clone();
        // A thread of its own: a caller that is busy, or waits for a process to end, holds up no byte.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = std::thread::spawn(move || runtime.block_on(listen(listener, upstream, faults, count)));
        Ok(Self { port, fault, spoilt, thread: Some(thread) })
    }

    /// Its address, in the place of the server's.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// From now on the network does this, to connections that are open too.
    pub fn set(&self, fault: Fault) {
        self.fault.send_replace(Some(fault));
    }

    /// How many connections a fault has broken, swallowed, answered, delayed or cut since this was asked last.
    pub fn take_spoilt(&self) -> u64 {
        self.spoilt.swap(0, Ordering::Relaxed)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.fault.send_replace(None);
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Takes connections until the proxy is dropped; those that are open then end with the runtime.
async fn listen(
    listener: std::net::TcpListener,
    upstream: u16,
    mut faults: watch::Receiver<Option<Fault>>,
    spoilt: Arc<AtomicU64>,
) {
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    loop {
        tokio::select! {
            () = closed(&mut faults) => return,
            accepted = listener.accept() => {
                // A visitor that is gone before it is let in needs nothing.
                let Ok((client, _)) = accepted else { continue };
                tokio::spawn(line::carry(client, upstream, faults.clone(), spoilt.clone()));
            }
        }
    }
}

/// Ready when the proxy is dropped.
async fn closed(faults: &mut watch::Receiver<Option<Fault>>) {
    // An error says that the sender is gone, which is the same.
    drop(faults.wait_for(Option::is_none).await);
}
