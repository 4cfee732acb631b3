//! One question to the server at a time, and why the last one came to nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::state::ports::{Asked, SignInError};

/// What one form, or one button, asks of the server.
#[derive(Clone, Copy)]
pub struct Asking {
    busy: RwSignal<bool>,
    error: RwSignal<Option<SignInError>>,
}

impl Asking {
    /// Nothing asked yet.
    #[expect(clippy::new_without_default, reason = "it needs a reactive owner")]
    pub fn new() -> Self {
        Self { busy: RwSignal::new(false), error: RwSignal::new(None) }
    }

    /// The answer is on its way: a button that shows it ignores presses.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why the last question came to nothing.
    pub fn error(self) -> Signal<Option<SignInError>> {
        self.error.into()
    }

    /// Forgets the last failure.
    pub fn clear(self) {
        self.error.set(None);
    }

    /// Asks; `done` runs once the server has said yes, as long as the page stands.
    pub fn ask<T: 'static>(self, answer: Asked<T>, done: impl FnOnce(T) + 'static) {
        self.ask_or(answer, Some, done);
    }

    /// The same; `heard` says what is left of a failure.
    pub fn ask_or<T: 'static>(
        self,
        answer: Asked<T>,
        heard: impl FnOnce(SignInError) -> Option<SignInError> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        // Nothing was sent yet: the question starts below.
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(said) => done(said),
                Err(error) => self.error.set(heard(error)),
            }
        });
    }
}
