//! A line in front of a server that takes its time: every byte arrives so much later, in order, and nothing is lost. It
//! counts what goes over it.
//!
//! Never here: faults. A line that breaks is another matter.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use crate::Failure;

/// Bytes that are taken from a socket at once.
const PIECE: usize = 64 * 1024;

/// A line to a server. It takes no new callers when it is dropped.
pub struct Line {
    port: u16,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// One way, in microseconds.
    late: AtomicU64,
    bytes: AtomicU64,
    closing: AtomicBool,
}

type Piece = (Instant, Vec<u8>);

impl Line {
    /// A line without delay to this port of this machine.
    pub fn to(server: u16) -> Result<Self, Failure> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let (port, state) = (listener.local_addr()?.port(), Arc::new(State::default()));
        let theirs = state.clone();
        spawn(move || {
            for caller in listener.incoming().flatten() {
                if theirs.closing.load(Ordering::Relaxed) {
                    return;
                }
                // A server that is away hangs up on whoever calls.
                drop(connect(caller, server, &theirs));
            }
        });
        Ok(Self { port, state })
    }

    /// Where the server seems to be.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on a question and its answer take at least so long.
    pub fn round_trip(&self, time: Duration) {
        let one_way = u64::try_from((time / 2).as_micros()).unwrap_or(u64::MAX);
        self.state.late.store(one_way, Ordering::Relaxed);
    }

    /// Bytes that went over it so far, both ways.
    pub fn bytes(&self) -> u64 {
        self.state.bytes.load(Ordering::Relaxed)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.state.closing.store(true, Ordering::Relaxed);
        // It waits for a caller: here is the last one.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
    }
}

fn connect(caller: TcpStream, server: u16, state: &Arc<State>) -> std::io::Result<()> {
    let server = TcpStream::connect((Ipv4Addr::LOCALHOST, server))?;
    caller.set_nodelay(true)?;
    server.set_nodelay(true)?;
    one_way(caller.try_clone()?, server.try_clone()?, state.clone());
    one_way(server, caller, state.clone());
    Ok(())
}

/// Two threads: what is on its way does not hold up what follows.
fn one_way(mut from: TcpStream, to: TcpStream, state: Arc<State>) {
    let (send, receive): (Sender<Piece>, Receiver<Piece>) = channel();
    spawn(move || deliver(&receive, to));
    spawn(move || {
        let mut piece = vec![0; PIECE];
        while let Ok(length @ 1..) = from.read(&mut piece) {
            let due = Instant::now() + Duration::from_micros(state.late.load(Ordering::Relaxed));
            state.bytes.fetch_add(length as u64, Ordering::Relaxed);
            let Some(bytes) = piece.get(..length) else { break };
            if send.send((due, bytes.to_vec())).is_err() {
                break;
            }
        }
    });
}

fn deliver(pieces: &Receiver<Piece>, mut to: TcpStream) {
    for (due, bytes) in pieces {
        sleep(due.saturating_duration_since(Instant::now()));
        if to.write_all(&bytes).is_err() {
            break;
        }
    }
    drop(to.shutdown(Shutdown::Both));
}
