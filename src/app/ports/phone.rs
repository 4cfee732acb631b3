//! The phone itself.

use std::cell::RefCell;
use std::rc::Rc;

use crate::platform::install::{Installer, Way};
use crate::platform::service_worker::Updates;
use crate::platform::{clock, intl, line, local_settings, page, random, sound, storage, text, theme};
use crate::state::ports::{Beep, Install, Later, Phone, Room, SOUNDS};

/// The phone, through the platform.
pub struct AppPhone {
    /// The way to the home screen.
    pub installer: Rc<Installer>,
    /// The next version, once its watcher is there.
    pub updates: Rc<RefCell<Option<Updates>>>,
}

impl Phone for AppPhone {
    fn now(&self) -> i64 {
        clock::now_ms()
    }

    fn new_id(&self) -> uuid::Uuid {
        random::uuid()
    }

    fn time(&self, at: i64) -> String {
        intl::time(at)
    }

    fn date(&self, at: i64) -> String {
        intl::date(at)
    }

    fn date_time(&self, at: i64) -> String {
        intl::date_time(at)
    }

    fn day_start(&self, at: i64) -> i64 {
        intl::add_days(at, 0)
    }

    fn add_days(&self, at: i64, days: i32) -> i64 {
        intl::add_days(at, days)
    }

    fn weekday(&self, at: i64) -> u8 {
        intl::weekday(at)
    }

    fn parse_local(&self, text: &str) -> Option<i64> {
        intl::parse_local(text)
    }

    fn format_local(&self, at: i64) -> String {
        intl::format_local(at)
    }

    fn clean(&self, typed: &str) -> String {
        text::clean(typed)
    }

    fn theme(&self) -> String {
        theme::chosen()
    }

    fn set_theme(&self, chosen: &str) {
        theme::choose(chosen);
    }

    fn setting(&self, key: &str) -> Option<String> {
        local_settings::get(key)
    }

    fn set_setting(&self, key: &str, value: &str) {
        local_settings::set(key, value);
    }

    fn beep(&self, beep: Beep) {
        let (name, ms) = match beep {
            Beep::Known => ("known", 60),
            Beep::Unknown => ("unknown", 200),
            Beep::Error => ("error", 400),
        };
        if local_settings::get(SOUNDS).as_deref() != Some("off") {
            sound::play(name);
        }
        sound::shake(ms);
    }

    fn tells_line(&self) -> bool {
        line::is_wifi().is_some()
    }

    fn install(&self) -> Install {
        match self.installer.way() {
            Way::Installed => Install::Installed,
            Way::Prompt => Install::Prompt,
            Way::IPhone => Install::IPhone,
            Way::Menu => Install::Menu,
        }
    }

    fn prompt_install(&self) -> Later<bool> {
        let installer = self.installer.clone();
        Box::pin(async move { installer.prompt().await })
    }

    fn room(&self) -> Later<Room> {
        Box::pin(async {
            let estimate = storage::estimate().await;
            Room { used: estimate.used, quota: estimate.quota, persistent: storage::persisted().await }
        })
    }

    fn ask_to_persist(&self) -> Later<bool> {
        Box::pin(storage::persist())
    }

    fn update_now(&self) {
        if let Some(updates) = &*self.updates.borrow() {
            updates.activate();
        }
    }

    fn timed(&self, name: &str, work: &mut dyn FnMut()) {
        page::timed(name, work);
    }

    fn directions_to(&self, address: &str) -> String {
        page::directions_to(address)
    }

    fn open(&self, url: &str) {
        page::open(url);
    }

    fn go_back(&self) -> bool {
        page::go_back()
    }

    fn set_title(&self, title: &str) {
        page::set_title(title);
    }

    fn page_changed(&self) {
        page::begin_at_the_top();
    }
}
