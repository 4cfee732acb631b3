//! How far a photo has come, in words. Never "failed" for something that is safe on the phone.

use domain::ids::PhotoId;
use domain::{Entity, Key};
use leptos::prelude::*;
use sync::client::uploads::BlobState;

use crate::state::Desk;
use crate::ui::{Glyph, Tone};
use crate::words::{t, t_with};

/// How far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhotoState {
    /// Safe on this phone; there is no way to send it now.
    Saved,
    /// Its turn comes.
    Waiting,
    /// So many percent are there.
    Sending(u8),
    /// The office has it.
    Received,
    /// A person must look.
    NeedsYou,
}

/// Follows a photo on its way.
pub(super) fn follow(desk: Desk, id: PhotoId, sha256: String) -> Memo<PhotoState> {
    Memo::new(move |_| {
        let offline = desk.summary().offline;
        let pending = desk.is_pending(Key::new(Entity::Photo, id.0));
        let blob = desk.with_queue(|client| {
            let uploads = client.uploads();
            uploads.get(&sha256).map(|manifest| (manifest.state.clone(), uploads.fraction(&sha256)))
        });
        match blob.flatten() {
            Some((BlobState::NeedsYou { .. }, _)) => PhotoState::NeedsYou,
            // A try without a network is no sending.
            Some((BlobState::Waiting, Some(part))) if !offline => PhotoState::Sending((part * 100.0) as u8),
            Some((BlobState::Received { .. }, _)) | None if !pending => PhotoState::Received,
            _ if offline => PhotoState::Saved,
            _ => PhotoState::Waiting,
        }
    })
}

impl PhotoState {
    /// In a word or two.
    pub fn words(self) -> String {
        match self {
            Self::Saved => t("photos.saved").to_owned(),
            Self::Waiting => t("photos.waiting").to_owned(),
            Self::Sending(percent) => t_with("photos.sending", &[("percent", &percent.to_string())]),
            Self::Received => t("photos.received").to_owned(),
            Self::NeedsYou => t("photos.needs_you").to_owned(),
        }
    }

    /// What it means.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Saved | Self::Waiting | Self::Sending(_) => Tone::Waiting,
            Self::Received => Tone::Ok,
            Self::NeedsYou => Tone::Trouble,
        }
    }

    /// Its drawing.
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::Saved => Glyph::Smartphone,
            Self::Waiting => Glyph::Hourglass,
            Self::Sending(_) => Glyph::CloudUpload,
            Self::Received => Glyph::CheckCircle,
            Self::NeedsYou => Glyph::Alert,
        }
    }

    /// How many percent are there, while it is on its way.
    pub const fn percent(self) -> Option<u8> {
        match self {
            Self::Sending(percent) => Some(percent),
            _ => None,
        }
    }
}
