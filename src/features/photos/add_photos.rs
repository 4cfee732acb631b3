//! Handing photos to the phone: each is safe before anything else happens to it.

use domain::ids::WorkOrderId;
use domain::photo::Slot;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::File;
use sync::client::StoreError;

use crate::features::saving::refusal_words;
use crate::state::{PortsHandle, Refusal};
use crate::ui::Snackbar;
use crate::words::{t, t_count};

/// Adds photos to one work order.
#[derive(Clone, Copy)]
pub(super) struct Adding {
    job: WorkOrderId,
    ports: PortsHandle,
    snackbar: Snackbar,
    /// How many are being saved just now.
    pub under_way: RwSignal<usize>,
}

impl Adding {
    /// For the photos of `job`.
    pub fn to(job: WorkOrderId) -> Self {
        Self { job, ports: expect_context(), snackbar: expect_context(), under_way: RwSignal::new(0) }
    }

    /// Saves `files`. Goes on when the page is gone.
    pub fn add(self, slot: Option<Slot>, files: Vec<File>) {
        let count = files.len();
        if count == 0 {
            return;
        }
        let Self { job, ports, snackbar, under_way } = self;
        under_way.update(|n| *n += count);
        spawn_local(async move {
            let left = StoredValue::new(count);
            let saved = Callback::new(move |_| {
                left.update_value(|left| *left = left.saturating_sub(1));
                under_way.try_update(|n| *n = n.saturating_sub(1));
            });
            let result = ports.0.with_value(|ports| ports.work.add_photos(job, slot, files, saved)).await;
            let left = left.get_value();
            under_way.try_update(|n| *n = n.saturating_sub(left));
            match result {
                Ok(()) => snackbar.say(t_count("photos.added", count)),
                Err(Refusal::Store(StoreError::Full)) => snackbar.say(t_count("photos.full", left.max(1))),
                Err(refusal @ Refusal::Rule(_)) => snackbar.say(refusal_words(&refusal)),
                Err(Refusal::Store(_)) => snackbar.say(t("photos.lost")),
            }
        });
    }
}
