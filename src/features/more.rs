//! What is not on the tabs: the menu, the settings, signing out.

mod storage_card;

pub use storage_card::StorageCard;
