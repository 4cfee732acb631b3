//! Items, where they are, and moving them. Every change is an entry of the ledger: plus and minus, never "set to".
//!
//! Never here: the camera, which is `scan`.

mod actions;
mod add_code;
mod catalog;
mod item_codes;
mod item_fields;
mod item_form_page;
mod item_levels;
mod item_movements;
mod item_page;
mod item_panel;
mod item_row;
mod items_page;
mod levels;
mod link_picker;
mod move_form;
mod movement_words;
mod mover;
mod panel_actions;
mod panel_questions;
mod parked_page;
mod quantity_words;
mod truck;
mod truck_field;

pub use actions::{add_code, book, park};
pub use catalog::{CatalogItem, Catalogs, provide_catalogs, use_catalog};
pub use item_form_page::ItemFormPage;
pub use item_page::ItemPage;
pub use item_panel::ItemPanel;
pub use items_page::{ItemsPage, provide_items_place};
pub use levels::{location_name, locations, on_hand};
pub use link_picker::LinkPicker;
pub use mover::Moved;
pub use parked_page::ParkedCodesPage;
pub use quantity_words::amount;
pub use truck::{Truck, use_truck};
