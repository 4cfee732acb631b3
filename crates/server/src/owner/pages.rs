//! Pages of lists as they were a moment ago: a program that asks for the same page a thousand times a second costs a
//! question to the database or two.
//!
//! A page is good as long as this server has written nothing for the company since before it was read, and for a second at
//! most: so a program reads what it has written, and what another server of the same database wrote is seen a second later.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;
use domain::ids::CompanyId;

use crate::clock::SECOND;

/// For how long a page is good, in milliseconds.
const GOOD: i64 = SECOND;
/// After this long one of many requests reads it anew while the others go on.
const READ_AGAIN: i64 = GOOD / 2;
/// The most that is kept, in bytes.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A page.
struct Kept {
    text: Bytes,
    written: u64,
    read_at: i64,
    being_read: AtomicBool,
}

/// Pages that were read a moment ago.
#[derive(Default)]
pub struct Pages {
    kept: RwLock<Shelf>,
}

#[derive(Default)]
struct Shelf {
    pages: HashMap<CompanyId, HashMap<String, Arc<Kept>>>,
    bytes: usize,
}

impl Pages {
    /// The answer to this question, when it is good still. `written` is the company's count of writes by now.
    pub fn find(&self, company: CompanyId, question: &str, (written, now): (u64, i64)) -> Option<Bytes> {
        let shelf = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let kept = shelf.pages.get(&company)?.get(question)?;
        let age = now - kept.read_at;
        if kept.written != written || !(0..GOOD).contains(&age) {
            return None;
        }
        let mine = age >= READ_AGAIN && !kept.being_read.swap(true, Ordering::Relaxed);
        (!mine).then(|| kept.text.clone())
    }

    /// Keeps an answer. `written` and `now` are from before it was read.
    pub fn keep(&self, company: CompanyId, question: String, text: Bytes, (written, now): (u64, i64)) {
        let mut shelf = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if shelf.bytes + text.len() > MOST_BYTES {
            *shelf = Shelf::default();
        }
        shelf.bytes += text.len() + question.len();
        let fresh = Kept { text, written, read_at: now, being_read: AtomicBool::new(false) };
        if let Some(old) = shelf.pages.entry(company).or_default().insert(question, Arc::new(fresh)) {
            shelf.bytes = shelf.bytes.saturating_sub(old.text.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_page_is_good_for_a_second_unless_something_was_written() {
        let (pages, ours) = (Pages::default(), CompanyId(Uuid::from_u128(1)));
        let page = Bytes::from_static(b"page");
        pages.keep(ours, "?a".into(), page.clone(), (1, 1000));
        assert_eq!(pages.find(ours, "?a", (1, 1000)), Some(page.clone()));
        assert_eq!(pages.find(ours, "?b", (1, 1000)), None);
        assert_eq!(pages.find(CompanyId(Uuid::from_u128(2)), "?a", (1, 1000)), None);
        assert_eq!(pages.find(ours, "?a", (2, 1000)), None, "something was written");
        assert_eq!(pages.find(ours, "?a", (1, 1500)), None, "one reads it again");
        assert_eq!(pages.find(ours, "?a", (1, 1500)), Some(page), "the others go on");
        assert_eq!(pages.find(ours, "?a", (1, 2000)), None);
        assert_eq!(pages.find(ours, "?a", (1, 999)), None, "the clock was put back");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let (pages, ours) = (Pages::default(), CompanyId(Uuid::from_u128(1)));
        let page = Bytes::from(vec![0; 1024 * 1024]);
        for nth in 0..200 {
            pages.keep(ours, nth.to_string(), page.clone(), (1, 0));
            assert!(pages.kept.read().is_ok_and(|shelf| shelf.bytes <= MOST_BYTES + 1024));
        }
    }
}
