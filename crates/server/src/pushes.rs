//! Pushes of one company that arrive while another is being written wait for it, and are then written together: the disk
//! is waited for once for all of them. Who comes alone waits for nobody.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::{CompanyId, UserId};
use futures_util::FutureExt;
use protocol::sync::{PushRequest, PushResponse};
use sync::server::{HandedIn, push_together};
use tokio::sync::oneshot;

use crate::auth::known_sessions::KnownSessions;
use crate::clock;
use crate::error::AppError;
use crate::hints::Hints;
use crate::sync_store::SqlStore;

/// The most edits that are written together, unless one push alone has more: the last of them must not wait for long.
const TOGETHER: usize = 1_000;
/// What stands in every edit that changes who is let in: another role, somebody switched off, a rule of the company.
const OF_SESSIONS: [&str; 2] = ["\"user\"", "\"company\""];

/// A push, and who waits for its answer.
struct Waiting {
    user: UserId,
    request: PushRequest,
    answer: oneshot::Sender<Result<PushResponse, AppError>>,
}

/// What waits, by company. A company is there while one of its pushes is being written.
type Queues = Arc<Mutex<HashMap<CompanyId, Vec<Waiting>>>>;

/// Pushes that wait for their turn.
pub struct Pushes {
    store: SqlStore,
    hints: Arc<Hints>,
    known_sessions: Arc<KnownSessions>,
    queues: Queues,
}

impl Pushes {
    /// None yet. They are written to `store`, and whoever listens to `hints` hears of them.
    pub fn new(store: SqlStore, hints: Arc<Hints>, known_sessions: Arc<KnownSessions>) -> Self {
        Self { store, hints, known_sessions, queues: Queues::default() }
    }

    /// Takes the edits of `request` from `user`, and answers once they are durable.
    pub async fn take(&self, company: CompanyId, user: UserId, request: PushRequest) -> Result<PushResponse, AppError> {
        let is_about_sessions =
            request.mutations.iter().any(|mutation| OF_SESSIONS.iter().any(|name| mutation.edit.get().contains(name)));
        if is_about_sessions {
            self.known_sessions.distrust(company, clock::now());
        }
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { user, request, answer };
        let first = {
            let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
            match queues.get_mut(&company) {
                Some(queue) => {
                    queue.push(waiting);
                    None
                }
                None => {
                    queues.insert(company, Vec::new());
                    Some(waiting)
                }
            }
        };
        if let Some(first) = first {
            // A task of its own: the phone that was first may hang up, the others still want their answers.
            let (queues, store, hints) = (Arc::clone(&self.queues), self.store.clone(), Arc::clone(&self.hints));
            let writer = Writer { queues, store, hints, company, is_done: false };
            tokio::spawn(writer.run(first));
        }
        let answer = answered.await.map_err(|_| AppError::unavailable())?;
        if is_about_sessions {
            // It may have waited for long.
            self.known_sessions.distrust(company, clock::now());
        }
        answer
    }
}

/// Writes what waits of one company, until nothing does.
struct Writer {
    queues: Queues,
    store: SqlStore,
    hints: Arc<Hints>,
    company: CompanyId,
    is_done: bool,
}

impl Drop for Writer {
    /// It died in the middle: those who wait are told to come again, and the company is given free.
    fn drop(&mut self) {
        if !self.is_done {
            self.queues.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.company);
        }
    }
}

impl Writer {
    async fn run(mut self, first: Waiting) {
        let mut batch = vec![first];
        while !batch.is_empty() {
            self.write(batch).await;
            batch = self.next();
        }
    }

    /// What has come meanwhile, as far as it goes together. Nothing: the company is given free.
    fn next(&mut self) -> Vec<Waiting> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(queue) = queues.get_mut(&self.company) else { return Vec::new() };
        let mut edits = 0;
        let mut fits = |waiting: &Waiting| {
            edits += waiting.request.mutations.len();
            edits <= TOGETHER
        };
        let together = queue.iter().take_while(|waiting| fits(waiting)).count().max(1).min(queue.len());
        let batch: Vec<Waiting> = queue.drain(..together).collect();
        if batch.is_empty() {
            queues.remove(&self.company);
            self.is_done = true;
        }
        batch
    }

    async fn write(&self, batch: Vec<Waiting>) {
        let answers = match self.try_to_write(&batch).await {
            Ok(answers) => answers,
            // One of them may be what the server stumbles over: the others must not fall with it, now or when they come
            // again.
            Err(Stumbled::Over) if batch.len() > 1 => {
                let mut answers = Vec::with_capacity(batch.len());
                for waiting in &batch {
                    let alone = self.try_to_write(std::slice::from_ref(waiting)).await;
                    answers.extend(alone.unwrap_or_else(|stumbled| vec![Err(stumbled.into())]));
                }
                answers
            }
            Err(stumbled) => std::iter::repeat_with(|| Err(stumbled.into())).take(batch.len()).collect(),
        };
        if let Some(seq) = answers.iter().flatten().filter_map(newest).max() {
            self.hints.tell(self.company, seq);
        }
        for (waiting, answer) in batch.into_iter().zip(answers) {
            // Whoever hung up asks again, and is told the same.
            drop(waiting.answer.send(answer));
        }
    }

    async fn try_to_write(&self, batch: &[Waiting]) -> Result<Vec<Result<PushResponse, AppError>>, Stumbled> {
        let handed_in: Vec<HandedIn<'_>> =
            batch.iter().map(|w| HandedIn { user: w.user, request: &w.request }).collect();
        let writing = push_together(&self.store, self.company, &handed_in, clock::now());
        match AssertUnwindSafe(writing).catch_unwind().await {
            Ok(Ok(pushed)) => Ok(pushed.into_iter().map(|pushed| Ok(pushed?)).collect()),
            Ok(Err(error)) if error.is_passing() => {
                tracing::warn!(%error, pushes = batch.len(), "database busy");
                Err(Stumbled::Busy)
            }
            Ok(Err(error)) => {
                tracing::error!(error = &error as &dyn std::error::Error, pushes = batch.len(), "pushes failed");
                Err(Stumbled::Over)
            }
            // The transaction is dropped by then, and has changed nothing.
            Err(_) => Err(Stumbled::Over),
        }
    }
}

/// Why pushes could not be written. Nothing of them was.
#[derive(Clone, Copy, Debug, thiserror::Error)]
enum Stumbled {
    /// The database is busy or gone.
    #[error("the database is busy")]
    Busy,
    /// Something in one of them; the log says what.
    #[error("a push could not be written")]
    Over,
}

impl From<Stumbled> for AppError {
    fn from(stumbled: Stumbled) -> Self {
        match stumbled {
            Stumbled::Busy => Self::unavailable(),
            Stumbled::Over => Self::internal(&stumbled),
        }
    }
}

/// The newest sequence number that an answer gave out.
fn newest(response: &PushResponse) -> Option<u64> {
    response.outcomes.iter().filter(|o| !o.duplicate).filter_map(|o| o.verdict.seq()).max()
}
