//! Photos of a work order: taking and picking them, how far each has come, and looking at them full screen.
//!
//! Never here: bytes. The phone keeps and sends them behind the ports.

mod actions;
mod add_photos;
mod details_sheet;
mod photo_input;
mod photo_list;
mod photo_state;
mod photo_tile;
mod photo_viewer_page;
mod photos_section;
mod picture;
mod viewer;
mod viewer_bottom;
mod viewer_frame;

pub use photo_viewer_page::PhotoViewerPage;
pub use photos_section::PhotosSection;
