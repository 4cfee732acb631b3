//! Putting the app on the phone, and the three cards of the first run.

mod first_run;
mod first_run_cards;
mod install_page;
mod install_steps;
mod iphone_pictures;

pub use first_run_cards::FirstRunCards;
pub use install_page::InstallPage;
