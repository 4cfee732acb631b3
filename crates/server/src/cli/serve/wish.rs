//! Being asked to stop: by SIGTERM, or by Ctrl-C.

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Hears the wish from the moment it is made.
pub(super) struct Wish {
    #[cfg(unix)]
    signals: [Option<Signal>; 2],
}

#[cfg(unix)]
impl Wish {
    pub fn listen() -> Self {
        let listen = |kind| {
            signal(kind).inspect_err(|error| tracing::warn!(%error, "a signal to stop cannot be listened to")).ok()
        };
        Self { signals: [listen(SignalKind::terminate()), listen(SignalKind::interrupt())] }
    }

    /// Waits for it.
    pub async fn comes(&mut self) {
        let [terminate, interrupt] = &mut self.signals;
        tokio::select! {
            () = one(terminate) => {}
            () = one(interrupt) => {}
        }
    }
}

#[cfg(unix)]
async fn one(signal: &mut Option<Signal>) {
    match signal {
        Some(signal) => drop(signal.recv().await),
        None => std::future::pending().await,
    }
}

#[cfg(not(unix))]
impl Wish {
    pub fn listen() -> Self {
        Self {}
    }

    /// Waits for it.
    pub async fn comes(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
