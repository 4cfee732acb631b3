//! What is asked of the server when a page opens, and again when it changed or the signal is back.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::problem::problem_words;
use crate::state::ports::{Asked, Ports, SignInError};
use crate::state::{PortsHandle, use_desk};
use crate::ui::{Button, Glyph, Icon, SkeletonRows};
use crate::words::t;

/// An answer, once it is there.
pub struct Fetched<T: Send + Sync + 'static> {
    answer: RwSignal<Option<Result<T, SignInError>>>,
    ask: Callback<()>,
}

impl<T: Send + Sync> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Fetched<T> {}

/// Asks at once.
pub fn fetched<T: Clone + Send + Sync>(ask: impl Fn(&Ports) -> Asked<T> + Send + Sync + 'static) -> Fetched<T> {
    let (desk, ports) = (use_desk(), expect_context::<PortsHandle>());
    let answer = RwSignal::new(None);
    let ask = Callback::new(move |()| {
        let asked = ports.0.with_value(&ask);
        spawn_local(async move {
            answer.try_set(Some(asked.await));
        });
    });
    ask.run(());
    Effect::watch(
        move || desk.summary().offline,
        move |offline, _, _| {
            if !offline && answer.with_untracked(|answer| matches!(answer, Some(Err(_)))) {
                ask.run(());
            }
        },
        false,
    );
    Fetched { answer, ask }
}

impl<T: Clone + Send + Sync> Fetched<T> {
    /// Asks again; what is there stays until the answer has come.
    pub fn again(self) {
        self.ask.run(());
    }

    /// What is there.
    pub fn get(self) -> Option<T> {
        self.answer.get()?.ok()
    }

    /// Whether it was asked and there was no answer.
    pub fn is_missing(self) -> bool {
        self.answer.with(|answer| matches!(answer, Some(Err(_))))
    }

    /// Changes what is there.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.answer.update(|answer| {
            if let Some(Ok(value)) = answer {
                change(value);
            }
        });
    }

    /// What `draw` makes of it; the place of `rows` rows until then, and without an answer why there is none.
    pub fn view(self, rows: usize, draw: impl Fn(T) -> AnyView + Send + 'static) -> impl IntoView {
        move || match self.answer.get() {
            None => view! { <SkeletonRows count=rows/> }.into_any(),
            Some(Ok(value)) => draw(value),
            Some(Err(error)) => {
                let words = match error {
                    SignInError::Offline => t("account.needs_signal").to_owned(),
                    error => problem_words(error),
                };
                view! {
                    <div class="card stack" role="status" data-testid="account-unknown">
                        <p class="note-line quiet"><Icon glyph=Glyph::CloudOff/><span>{words}</span></p>
                        <Button label=t("account.ask_again") icon=Glyph::Retry on_press=move |()| self.again()/>
                    </div>
                }
                .into_any()
            }
        }
    }
}
