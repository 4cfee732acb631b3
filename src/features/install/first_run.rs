//! Whether this phone has seen the cards of the first run. It is asked once in its life.

use crate::state::ports::{Install, Phone};

const SETTING: &str = "first_run";

/// What a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Card {
    /// Putting the app on the home screen.
    Install,
    /// Letting it use the camera.
    Camera,
    /// Waiting until everything is on the phone.
    Offline,
}

/// The cards to show, in order; none when they were seen or skipped.
pub(super) fn cards(phone: &dyn Phone) -> Vec<Card> {
    if phone.setting(SETTING).is_some() {
        return Vec::new();
    }
    match phone.install() {
        Install::Installed => vec![Card::Camera, Card::Offline],
        _ => vec![Card::Install, Card::Camera, Card::Offline],
    }
}

/// Never again.
pub(super) fn done(phone: &dyn Phone) {
    phone.set_setting(SETTING, "done");
}
