//! Conflicts: two people changed the same field. Both values stay until somebody chooses.

mod actions;
mod conflict_card;
mod conflicts_page;
mod open_conflicts;
mod value_side;

pub use conflict_card::ConflictCard;
pub use conflicts_page::ConflictsPage;
