//! What just happened, and a way back. One at a time, the newest, for eight seconds.

use leptos::prelude::*;
use std::time::Duration;

/// Long enough to read and to reach with a glove on.
const SHOWN_FOR: Duration = Duration::from_secs(8);

#[derive(Clone)]
struct Notice {
    number: u32,
    text: String,
    action: Option<(String, Callback<()>)>,
}

/// The queue of notices. A cheap handle: copy it to wherever something happens.
#[derive(Clone, Copy)]
pub struct Snackbar {
    notices: RwSignal<Vec<Notice>>,
    next: StoredValue<u32>,
}

impl Snackbar {
    /// An empty queue, owned by the current reactive owner: make it once, at the top.
    #[expect(clippy::new_without_default, reason = "it needs a reactive owner")]
    pub fn new() -> Self {
        Self { notices: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// Says that something happened.
    pub fn say(self, text: impl Into<String>) {
        self.queue(text.into(), None);
    }

    /// Says that something happened and offers an action, usually undo.
    pub fn offer(self, text: impl Into<String>, label: impl Into<String>, action: Callback<()>) {
        self.queue(text.into(), Some((label.into(), action)));
    }

    fn queue(self, text: String, action: Option<(String, Callback<()>)>) {
        let Some(number) = self.next.try_update_value(|next| {
            *next += 1;
            *next
        }) else {
            return;
        };
        // The newest at once: an undo that waits its turn would take back the wrong thing.
        self.notices.set(vec![Notice { number, text, action }]);
    }

    fn dismiss(self, number: u32) {
        // The page may be gone when the timer rings.
        self.notices.try_update(|notices| notices.retain(|notice| notice.number != number));
    }
}

/// Where notices appear. One in the app's frame.
#[component]
pub fn SnackbarHost(
    /// The queue to show.
    snackbar: Snackbar,
) -> impl IntoView {
    let front = Memo::new(move |_| snackbar.notices.with(|notices| notices.first().map(|notice| notice.number)));
    Effect::new(move |_| {
        if let Some(number) = front.get() {
            set_timeout(move || snackbar.dismiss(number), SHOWN_FOR);
        }
    });
    let shown = move || {
        front.track();
        let notice = snackbar.notices.with_untracked(|notices| notices.first().cloned())?;
        let Notice { number, text, action } = notice;
        let button = action.map(|(label, action)| {
            let press = move |_| {
                snackbar.dismiss(number);
                action.run(());
            };
            view! { <button type="button" class="snackbar-action" on:click=press>{label}</button> }
        });
        Some(view! { <div class="snackbar"><span class="snackbar-text">{text}</span>{button}</div> })
    };
    view! { <div class="snackbar-host" role="status" aria-live="polite">{shown}</div> }.into_any()
}
