//! How backups of the company's data stand, for admins: the last good one, the last that was tried by restoring it, and
//! what to do when something is wrong.
//!
//! Never here: making or restoring one. That is done where the server runs.

mod backups_card;
mod backups_notice;
mod backups_page;
mod backups_row;
mod standing;
mod warnings;

pub use backups_notice::BackupsNotice;
pub use backups_page::BackupsPage;
pub use backups_row::BackupsRow;
