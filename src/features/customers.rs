//! Customers and their addresses: the list, one customer, and the forms.

mod actions;
mod contact;
mod customer_form;
mod customer_form_page;
mod customer_jobs;
mod customer_lines;
mod customer_page;
mod customers_page;
mod place;
mod site_form;
mod site_sheet;
mod sites;

pub use actions::{create_customer, create_site};
pub use customer_form_page::CustomerFormPage;
pub use customer_lines::{CustomerLine, CustomerLines, use_customer_lines};
pub use customer_page::CustomerPage;
pub use customers_page::CustomersPage;
pub use place::provide_place;
pub use site_form::SiteFields;
