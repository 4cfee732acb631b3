//! Saving: hands edits to the phone and says what came of it. "Saved" is said only once the phone has it for good, and
//! a refused edit leaves the form as it was.
//!
//! Never here: which edits; those are made by the `actions.rs` of each feature.

use domain::Edit;
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::client::StoreError;

use crate::state::{PortsHandle, Refusal};
use crate::ui::Snackbar;
use crate::words::{self, t};

/// How one form, or one page of buttons, saves.
#[derive(Clone, Copy)]
pub struct Saving {
    ports: PortsHandle,
    snackbar: Snackbar,
    busy: RwSignal<bool>,
    refusal: RwSignal<Option<Refusal>>,
}

/// A way to save, for the component that asks.
pub fn use_saving() -> Saving {
    Saving {
        // Both belong to the app: an undo is still there when the page is gone.
        ports: expect_context::<PortsHandle>(),
        snackbar: expect_context::<Snackbar>(),
        busy: RwSignal::new(false),
        refusal: RwSignal::new(None),
    }
}

impl Saving {
    /// Saving is under way: a button that shows it ignores presses.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// The ports, for whoever already holds this.
    pub fn ports(self) -> PortsHandle {
        self.ports
    }

    /// What was refused, in words, for a line above the form's button.
    pub fn refused(self) -> Signal<Option<String>> {
        Signal::derive(move || self.refusal.with(|refusal| refusal.as_ref().map(refusal_words)))
    }

    /// What was refused because of `field`, for the line under it.
    pub fn refused_field(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.refusal.with(|refusal| match refusal {
                Some(Refusal::Rule(rejection)) if rejection.field.as_deref() == Some(field) => {
                    Some(words::rejection(rejection))
                }
                _ => None,
            })
        })
    }

    /// Refuses before anything is handed over: what the form itself can see.
    pub fn refuse(self, refusal: Refusal) {
        self.refusal.set(Some(refusal));
    }

    /// Saves what a form holds; `done` runs once it is safe.
    pub fn form(self, edits: Vec<Edit>, done: impl FnOnce() + 'static) {
        self.start(edits, Box::new(done), false);
    }

    /// Saves what a tap did; a refusal is told in a notice.
    pub fn tap(self, edits: Vec<Edit>, done: impl FnOnce() + 'static) {
        self.start(edits, Box::new(done), true);
    }

    /// Saves what a tap did, says so, and offers the edits that take it back.
    pub fn tap_with_undo(self, edits: Vec<Edit>, said: String, undo: Vec<Edit>) {
        self.tap(edits, move || self.offer_undo(said, undo));
    }

    /// Says that something was done, and offers the edits that take it back.
    pub fn offer_undo(self, said: String, undo: Vec<Edit>) {
        if undo.is_empty() {
            return self.snackbar.say(said);
        }
        let take_back = Callback::new(move |()| self.start(undo.clone(), Box::new(|| ()), true));
        self.snackbar.offer(said, t("saving.undo"), take_back);
    }

    /// Says something in a notice.
    pub fn say(self, text: impl Into<String>) {
        self.snackbar.say(text);
    }

    fn start(self, edits: Vec<Edit>, done: Box<dyn FnOnce()>, aloud: bool) {
        // A form is handed in once; taps are all different, and none is dropped. The page that asked may be gone, as
        // after a tap on undo: what was entered is saved all the same.
        if !aloud && self.busy.try_get_untracked().unwrap_or_default() {
            return;
        }
        self.busy.try_set(true);
        let work = self.ports.0.with_value(|ports| ports.work.clone());
        spawn_local(async move {
            let result = work.wait().await.submit(edits).await;
            self.busy.try_set(false);
            match result {
                Ok(()) => {
                    self.refusal.try_set(None);
                    done();
                }
                Err(refusal) if aloud => self.snackbar.say(refusal_words(&refusal)),
                Err(refusal) => drop(self.refusal.try_set(Some(refusal))),
            }
        });
    }
}

/// What happened, what is safe, what to do.
pub fn refusal_words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Rule(rejection) => words::rejection(rejection),
        Refusal::Store(StoreError::Full) => t("saving.full").to_owned(),
        Refusal::Store(StoreError::Newer) => t("saving.newer").to_owned(),
        Refusal::Store(_) => t("saving.lost").to_owned(),
    }
}
