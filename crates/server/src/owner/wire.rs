//! The shapes of the owner's API. Those of the company's things are the entities of `domain` themselves; here is what
//! lies around them, and what may be written.

mod customers;
mod items;
mod questions;
mod rows;
mod tokens;
mod webhooks;
mod work_orders;

pub use customers::{CustomerChange, NewCustomer};
pub use items::{ItemChange, NewItem};
pub use questions::{Again, NoFilters, Paging, SiteFilters, UserOf, WorkOrderFilters, WorkOrderOf};
pub use rows::{Page, Stored};
pub use tokens::{ApiTokenInfo, ApiTokenList, MadeApiToken, NewApiToken};
pub use webhooks::{MadeWebhook, NewWebhook, WebhookInfo, WebhookList};
pub use work_orders::{NewWorkOrder, WorkOrderChange};
