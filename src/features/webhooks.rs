//! Where other programs are told what happens here: which events, whether they arrive, going on after a failure. For
//! admins.

mod event_names;
mod webhook_card;
mod webhook_form;
mod webhook_form_page;
mod webhook_list;
mod webhooks_page;

pub use webhook_form_page::WebhookFormPage;
pub use webhooks_page::WebhooksPage;
