//! What the chip says: the most pressing thing first, in one or two words.

use sync::client::{Closed, Summary};

use crate::ui::{Glyph, Tone};
use crate::words::{t, t_count};

/// Words, meaning and drawing for the state of sending.
pub(super) fn chip(summary: &Summary) -> (String, Tone, Glyph) {
    let unsent = summary.unsent();
    if summary.needs_you > 0 {
        return (t_count("chip.needs_you", summary.needs_you), Tone::Trouble, Glyph::Alert);
    }
    if let Some(closed) = summary.closed {
        let (words, glyph) = match closed {
            Closed::SignIn => ("chip.sign_in", Glyph::Key),
            Closed::Locked => ("chip.locked", Glyph::Lock),
            Closed::SecondFactor => ("chip.factor", Glyph::Shield),
        };
        return (or_none(words, unsent), Tone::Attention, glyph);
    }
    if summary.update_needed {
        return (or_none("chip.update", unsent), Tone::Attention, Glyph::Download);
    }
    if summary.offline {
        return (or_none("chip.offline", unsent), Tone::Waiting, Glyph::CloudOff);
    }
    if summary.filling.is_some() || !summary.ready_offline {
        return (t("chip.filling").to_owned(), Tone::Waiting, Glyph::Download);
    }
    if unsent > 0 && unsent == summary.held {
        return (t_count("chip.held", unsent), Tone::Waiting, Glyph::Images);
    }
    if unsent > 0 {
        return (t_count("chip.sending", unsent), Tone::Waiting, Glyph::CloudUpload);
    }
    if summary.conflicts > 0 {
        return (t_count("chip.conflicts", summary.conflicts), Tone::Attention, Glyph::Split);
    }
    // A request may be under way to ask for news; it carries nothing of this phone, so the words stay calm.
    (t("chip.all_sent").to_owned(), Tone::Ok, Glyph::CheckCircle)
}

/// The text for a count, or the shorter one when there is nothing to count.
fn or_none(key: &str, count: usize) -> String {
    if count == 0 { crate::words::t_named(&format!("{key}.none")) } else { t_count(key, count) }
}
