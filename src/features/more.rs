//! What is not on the tabs: the menu, the settings, signing out.

mod actions;
mod admins_factor;
mod company_settings;
mod more_page;
mod settings_page;
mod sign_out;
mod storage_card;
mod theme_setting;

pub use more_page::MorePage;
pub use settings_page::SettingsPage;
pub use storage_card::StorageCard;
