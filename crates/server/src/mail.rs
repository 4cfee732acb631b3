//! Letters: put into a queue with what they tell of, sent by a mail server of the owner's (`PEM2_SMTP_URL`) as soon as it
//! answers. Without one, nothing is queued: whoever would have sent a letter says so on the screen instead.
//!
//! Never here: what a letter says, and to whom.

use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::sync::{Notify, watch};

use crate::clock::{self, DAY, HOUR, MINUTE};
use crate::config::MailConfig;
use crate::db::mail::{self, Due, Letter};
use crate::db::{Db, DbError, Tx};

/// How often the queue is looked at when nobody says that something was put into it.
const EVERY: std::time::Duration = std::time::Duration::from_secs(30);
/// How long one server may take over a letter.
const LEASE: i64 = 5 * MINUTE;
/// Until when a letter is tried again; the last of these goes on.
const WAITS: [i64; 5] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR];
/// After so many tries, some two days, it is given up.
const TRIES: u32 = 12;
/// For how long it is known that a letter went out.
const KEPT: i64 = 30 * DAY;

/// Why letters cannot be sent at all.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address of the mail server.
    #[error("PEM2_SMTP_URL: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
    /// The address of the sender.
    #[error("PEM2_MAIL_FROM: {0}")]
    Sender(#[from] lettre::address::AddressError),
}

/// The way out.
pub struct Mail {
    way: Option<Way>,
    queued: Notify,
    public_url: Option<String>,
}

struct Way {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mail {
    /// The way that `config` names, or none.
    pub fn new(config: &MailConfig) -> Result<Self, MailError> {
        let way = config.smtp_url.as_deref().map(|url| {
            let _ = rustls::crypto::ring::default_provider().install_default();
            let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?;
            Ok::<_, MailError>(Way { server: server.build(), from: config.from.parse()? })
        });
        Ok(Self { way: way.transpose()?, queued: Notify::new(), public_url: config.public_url.clone() })
    }

    /// Whether letters can be sent.
    pub const fn is_there(&self) -> bool {
        self.way.is_some()
    }

    /// The address for links in letters, where the owner has named one.
    pub fn public_url(&self) -> Option<&str> {
        self.public_url.as_deref()
    }

    /// Puts a letter into the queue with the transaction; `false`: there is no mail server, nothing was queued.
    pub async fn queue(&self, tx: &mut Tx, letter: &Letter, now: i64) -> Result<bool, DbError> {
        if self.way.is_none() {
            return Ok(false);
        }
        mail::queue(tx, letter, now).await?;
        Ok(true)
    }

    /// Something was committed: look now, not in half a minute.
    pub fn look(&self) {
        self.queued.notify_one();
    }

    /// Sends what is queued, until the server stops.
    pub async fn run(&self, db: &Db, mut stopping: watch::Receiver<bool>) {
        let Some(way) = &self.way else { return };
        loop {
            if let Err(error) = way.empty(db).await {
                tracing::warn!(%error, "reading the queue of letters");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = self.queued.notified() => {}
                _ = stopping.wait_for(|stop| *stop) => return,
            }
        }
    }
}

impl Way {
    async fn empty(&self, db: &Db) -> Result<(), DbError> {
        mail::sweep(db, clock::now() - KEPT).await?;
        while let Some(due) = mail::take(db, clock::now(), clock::now() + LEASE).await? {
            match self.send(&due.letter).await {
                Ok(()) => mail::sent(db, due.id, clock::now()).await?,
                Err(why) => {
                    let next = next_try(&due, why.is_final, clock::now());
                    tracing::warn!(letter = %due.id, why = why.words, again = next.is_some(), "a letter was not sent");
                    mail::failed(db, due.id, &why.words, next).await?;
                }
            }
        }
        Ok(())
    }

    async fn send(&self, letter: &Letter) -> Result<(), NotSent> {
        let wrong = |words: String| NotSent { words, is_final: true };
        let to: Mailbox = letter.to.parse().map_err(|_| wrong("not an e-mail address".into()))?;
        let message = Message::builder().from(self.from.clone()).to(to).subject(&letter.subject);
        let message = message.body(letter.body.clone()).map_err(|e| wrong(e.to_string()))?;
        let sent = self.server.send(message).await;
        sent.map(drop).map_err(|e| NotSent { is_final: e.is_permanent(), words: e.to_string() })
    }
}

struct NotSent {
    words: String,
    is_final: bool,
}

fn next_try(due: &Due, is_final: bool, now: i64) -> Option<i64> {
    let wait = WAITS.get(due.tries as usize).or(WAITS.last()).copied().unwrap_or(HOUR);
    (!is_final && due.tries + 1 < TRIES).then_some(now + wait)
}
