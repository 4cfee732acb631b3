//! Controls that know no work order: buttons, fields, lists, dialogs, navigation.
//!
//! Nothing here knows a domain type, reads a context or speaks a word of its own:
//! every label arrives as a prop. The looks are in `style/ui/`, one sheet for a family.
//! Props are plain signals, callbacks and views, so that the compiled app stays small.

mod avatar;
mod banner;
mod button;
mod card;
mod checkbox;
mod chip;
mod choice;
mod dialog;
mod empty_state;
mod field_id;
mod field_notes;
mod following;
mod form_actions;
mod glyph;
mod icon;
mod icon_button;
mod list_row;
mod menu_row;
mod modal;
mod progress_bar;
mod same_row;
mod search_field;
mod section_header;
mod segmented;
mod select_field;
mod sheet;
mod skeleton;
mod snackbar;
mod stepper;
mod stepper_math;
mod switch;
mod tabs;
mod text_area;
mod text_field;
mod tone;
mod top_bar;
mod virtual_list;
mod window_math;

pub use avatar::Avatar;
pub use banner::Banner;
pub use button::{Button, ButtonKind, LinkButton};
pub use card::Card;
pub use checkbox::Checkbox;
pub use chip::{Chip, ChipLink, FilterChip};
pub use choice::Choice;
pub use dialog::Dialog;
pub use empty_state::{Drawing, EmptyState};
pub use following::following;
pub use form_actions::FormActions;
pub use glyph::Glyph;
pub use icon::Icon;
pub use icon_button::{IconButton, IconLink};
pub use list_row::ListRow;
pub use menu_row::MenuRow;
pub use progress_bar::ProgressBar;
pub use search_field::SearchField;
pub use section_header::SectionHeader;
pub use segmented::Segmented;
pub use select_field::SelectField;
pub use sheet::Sheet;
pub use skeleton::SkeletonRows;
pub use snackbar::{Snackbar, SnackbarHost};
pub use stepper::Stepper;
pub use stepper_math::{format_units, parse_units};
pub use switch::Switch;
pub use tabs::{Destination, Tabs};
pub use text_area::TextArea;
pub use text_field::TextField;
pub use tone::Tone;
pub use top_bar::TopBar;
pub use virtual_list::VirtualList;
