//! Pages of rows that the server sends before they are asked for, when there is much to fetch: a page a question would cost
//! a round trip each. Whoever asks for a page notices nothing of it.

use std::cell::{Cell, RefCell};

use protocol::paths;
use protocol::sync::{AHEAD_MAX, PullRequest, PullResponse};
use sync::client::Page;
use sync::pack::Pack;

use super::call::{Answer, CallError};
use super::lines::Lines;

/// What is on its way.
#[derive(Default)]
pub struct Ahead {
    coming: RefCell<Option<Coming>>,
    /// The last page said that another follows.
    more: Cell<bool>,
    /// A pack came that was none: this server is asked for rows as JSON from now on.
    no_packs: Cell<bool>,
}

/// Pages that continue the one with this cursor.
struct Coming {
    cursor: String,
    scope: String,
    lines: Lines,
}

impl Ahead {
    /// `request` with how many pages may come, and how. Only who has much to fetch asks for more than one.
    pub fn wanted(&self, request: &PullRequest) -> PullRequest {
        PullRequest {
            ahead: if request.cursor.is_none() || self.more.get() { AHEAD_MAX } else { 0 },
            packs: if self.no_packs.get() { 0 } else { request.packs },
            ..request.clone()
        }
    }

    /// The answer to `request`, when it is on its way already.
    pub async fn page(&self, request: &PullRequest) -> Option<Page> {
        let coming = self.coming.take()?;
        let continues =
            request.cursor.as_ref() == Some(&coming.cursor) && request.scope.as_ref() == Some(&coming.scope);
        // What a phone tells or asks besides goes to the server.
        if !continues || request.digest || request.waiting.is_some() {
            return None;
        }
        self.next(coming.lines).await
    }

    /// The first page of an answer. The others stay on their way.
    pub async fn first(&self, answer: Answer) -> Result<Page, CallError> {
        let types = [paths::PAGES_TYPE, paths::PACKED_PAGES_TYPE];
        let is_many = answer.header("content-type").is_some_and(|mime| types.contains(&mime.as_str()));
        if is_many {
            let lines = Lines::of(answer).ok_or(CallError::Offline)?;
            return self.next(lines).await.ok_or(CallError::Offline);
        }
        let page: PullResponse = answer.json().await?;
        self.more.set(page.more);
        Ok(page.into())
    }

    /// A line that was cut off, or is not ours, is as good as none: the page is asked for again.
    async fn next(&self, mut lines: Lines) -> Option<Page> {
        let line = lines.next().await?;
        let page: PullResponse = serde_json::from_slice(&line).ok()?;
        let pack = match page.packed {
            0 => None,
            bytes => {
                let pack = Pack::read(lines.bytes(bytes as usize).await?).filter(|pack| pack.text().is_ok());
                self.no_packs.set(pack.is_none());
                Some(pack?)
            }
        };
        self.more.set(page.more);
        if page.more && page.reset.is_none() {
            let coming = Coming { cursor: page.cursor.clone(), scope: page.scope.clone(), lines };
            *self.coming.borrow_mut() = Some(coming);
        }
        Some(Page { answer: page, pack })
    }
}
