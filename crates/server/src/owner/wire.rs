//! The shapes of the owner's API. Those of the company's things are the entities of `domain` themselves, those that the app
//! knows too are in `protocol`; here is what lies around them, and what may be written.

mod customers;
mod items;
mod questions;
mod rows;
mod stored;
mod work_orders;

pub use protocol::owner::{
    ApiTokenInfo, ApiTokenList, MadeApiToken, MadeWebhook, NewApiToken, NewWebhook, WebhookInfo, WebhookList,
};

pub use customers::{CustomerChange, NewCustomer};
pub use items::{ItemChange, NewItem};
pub use questions::{Again, NoFilters, Paging, SiteFilters, UserOf, WorkOrderFilters, WorkOrderOf};
pub use rows::{Page, Stored};
pub use work_orders::{NewWorkOrder, WorkOrderChange};
