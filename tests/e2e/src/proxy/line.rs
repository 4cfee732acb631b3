//! One connection through a bad network.
//!
//! Never here: listening, and which fault there is.

use std::collections::VecDeque;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

use super::Fault;
use crate::portal;

type Faults = watch::Receiver<Option<Fault>>;

/// How much of one direction may be under way. A sender that is faster waits.
const UNDER_WAY: usize = 4 * 1024 * 1024;
/// What is read at once.
const PIECE: usize = 64 * 1024;
/// How long a portal listens to the rest of a request that it has answered.
const POLITE: Duration = Duration::from_secs(1);

/// Carries one connection, through as many faults as come, until it ends.
pub(super) async fn carry(client: TcpStream, upstream: u16, mut faults: Faults, spoilt: Arc<AtomicU64>) {
    let line = Line { client, server: None, used: false, spoilt: Spoilt { count: spoilt, counted: false } };
    // An error only says that one side hung up.
    drop(line.run(upstream, &mut faults).await);
}

/// A connection counts once, however many faults it meets.
struct Spoilt {
    count: Arc<AtomicU64>,
    counted: bool,
}

impl Spoilt {
    fn note(&mut self) {
        if !std::mem::replace(&mut self.counted, true) {
            self.count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

struct Line {
    client: TcpStream,
    server: Option<TcpStream>,
    /// Something was swallowed: the two sides no longer agree on what was said.
    used: bool,
    spoilt: Spoilt,
}

impl Line {
    async fn run(mut self, upstream: u16, faults: &mut Faults) -> io::Result<()> {
        while let Some(fault) = now(faults) {
            let goes_on = match fault {
                Fault::Reset => return self.reset(),
                Fault::HalfOpen => self.swallow(faults).await?,
                Fault::Captive => self.answer_as_portal(faults).await?,
                // Between what was swallowed and what comes now nothing fits.
                _ if self.used => return self.reset(),
                _ => self.relay(upstream, faults).await?,
            };
            if !goes_on {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Both sides see the connection break.
    fn reset(mut self) -> io::Result<()> {
        self.spoilt.note();
        for stream in [Some(self.client), self.server].into_iter().flatten() {
            stream.set_zero_linger()?;
        }
        Ok(())
    }

    /// Takes what comes, until there is another fault. Whether the connection goes on.
    async fn swallow(&mut self, faults: &mut Faults) -> io::Result<bool> {
        let mut piece = vec![0; PIECE];
        loop {
            tokio::select! {
                () = another(faults, Fault::HalfOpen) => return Ok(true),
                read = self.client.read(&mut piece) => {
                    if read? == 0 {
                        return Ok(false);
                    }
                    self.used = true;
                    self.spoilt.note();
                }
            }
        }
    }

    /// Answers the next request. Whether the connection goes on.
    async fn answer_as_portal(&mut self, faults: &mut Faults) -> io::Result<bool> {
        let mut piece = vec![0; PIECE];
        tokio::select! {
            () = another(faults, Fault::Captive) => return Ok(true),
            read = self.client.read(&mut piece) => if read? == 0 {
                return Ok(false);
            },
        }
        self.spoilt.note();
        self.client.write_all(portal::answer_to_anything().as_bytes()).await?;
        self.client.shutdown().await?;
        // Whoever closes on what was not read takes the answer back: the rest of a long request is read first.
        drop(
            timeout(POLITE, async {
                while self.client.read(&mut piece).await? > 0 {}
                io::Result::Ok(())
            })
            .await,
        );
        Ok(false)
    }

    /// Carries bytes both ways while the fault lets any through. Whether the connection goes on.
    async fn relay(&mut self, upstream: u16, faults: &mut Faults) -> io::Result<bool> {
        if self.server.is_none() {
            match TcpStream::connect((Ipv4Addr::LOCALHOST, upstream)).await {
                Ok(server) => self.server = Some(server),
                // Nobody is there: the visitor hears so as directly as without a proxy.
                Err(error) => {
                    self.client.set_zero_linger()?;
                    return Err(error);
                }
            }
        }
        let Some(server) = &mut self.server else { return Ok(false) };
        for stream in [&self.client, &*server] {
            stream.set_nodelay(true)?;
        }
        let (from_client, to_client) = self.client.split();
        let (from_server, to_server) = server.split();
        let up = Direction { faults: faults.clone(), answers: None };
        let down = Direction { faults: faults.clone(), answers: Some(&mut self.spoilt) };
        tokio::select! {
            // What was decided first counts first: a broken line carries no last byte.
            biased;
            () = no_longer_carries(faults) => {
                // What was under way is gone, so neither side may hear more of the other.
                self.used = true;
                Ok(true)
            }
            ended = up.carry(from_client, to_server) => ended.map(|()| false),
            ended = down.carry(from_server, to_client) => ended.map(|()| false),
        }
    }
}

/// One way of a connection.
struct Direction<'a> {
    faults: Faults,
    /// Answers come this way, which a fault may cut; here is noted that it did something to them.
    answers: Option<&'a mut Spoilt>,
}

impl Direction<'_> {
    /// Carries until the sender ends or an answer is cut; then the receiver is told that this was all.
    async fn carry(mut self, mut from: ReadHalf<'_>, mut to: WriteHalf<'_>) -> io::Result<()> {
        let mut pieces = VecDeque::<(Instant, Vec<u8>)>::new();
        let (mut under_way, mut ended) = (0, false);
        let mut cut = Cut::default();
        let mut piece = vec![0; PIECE];
        while !ended || !pieces.is_empty() {
            let fault = now(&mut self.faults).unwrap_or_default();
            let due = pieces.front().map(|(came, _)| *came + delay(fault));
            tokio::select! {
                // Either a switch of the fault changes when the next piece is due, or the proxy is gone.
                changed = self.faults.changed() => if changed.is_err() {
                    return Ok(());
                },
                read = from.read(&mut piece), if !ended && under_way < UNDER_WAY => {
                    let mut read = read?;
                    ended = read == 0;
                    if let Some(spoilt) = &mut self.answers {
                        let left = cut.left(fault, read);
                        if left.is_some() || delay(fault) > Duration::ZERO {
                            spoilt.note();
                        }
                        (read, ended) = left.map_or((read, ended), |left| (left, true));
                    }
                    if read > 0 {
                        under_way += read;
                        pieces.push_back((Instant::now(), piece.get(..read).unwrap_or_default().to_vec()));
                    }
                }
                () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => {
                    if let Some((_, bytes)) = pieces.pop_front() {
                        under_way -= bytes.len();
                        to.write_all(&bytes).await?;
                    }
                }
            }
        }
        to.shutdown().await
    }
}

/// Where an answer is cut.
#[derive(Default)]
struct Cut {
    fault: Fault,
    passed: usize,
}

impl Cut {
    /// `read` more bytes have come: how many of them still pass, when these are the last ones.
    fn left(&mut self, fault: Fault, read: usize) -> Option<usize> {
        if self.fault != fault {
            *self = Self { fault, passed: 0 };
        }
        let Fault::Truncate(most) = fault else { return None };
        let left = most.saturating_sub(self.passed);
        self.passed += read;
        (read > left).then_some(left)
    }
}

const fn delay(fault: Fault) -> Duration {
    match fault {
        Fault::Delay(time) => time,
        _ => Duration::ZERO,
    }
}

/// The fault there is; `None` when the proxy is gone.
fn now(faults: &mut Faults) -> Option<Fault> {
    *faults.borrow_and_update()
}

/// Ready when the fault is another one.
async fn another(faults: &mut Faults, than: Fault) {
    drop(faults.wait_for(|fault| *fault != Some(than)).await);
}

/// Ready when the fault lets nothing through.
async fn no_longer_carries(faults: &mut Faults) {
    drop(faults.wait_for(|fault| !fault.is_some_and(Fault::carries)).await);
}
