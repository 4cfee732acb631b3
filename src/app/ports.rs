//! The ports of `state`, over the driver and the platform.

mod account;
mod accounts;
mod office;
mod owner;
mod phone;
mod scan;
mod work;

pub use account::{AppAccount, remembered};
pub use office::AppOffice;
pub use phone::AppPhone;
pub use scan::AppScan;
pub use work::AppWork;
