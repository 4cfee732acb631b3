//! How much one of many may ask.

use clap::Args;

/// Requests a minute; 0: no limit. All of a minute may come at once.
#[derive(Args, Clone, Debug)]
pub struct LimitConfig {
    /// Requests a minute of one person; 0: no limit
    #[arg(
        id = "limit_user",
        long = "limit-user-per-minute",
        env = "PEM2_LIMIT_USER_PER_MINUTE",
        default_value_t = 600
    )]
    pub user: u32,
    /// Requests a minute of one address that carry no sign-in; 0: no limit
    #[arg(
        id = "limit_address",
        long = "limit-address-per-minute",
        env = "PEM2_LIMIT_ADDRESS_PER_MINUTE",
        default_value_t = 1200
    )]
    pub address: u32,
    /// Requests a minute of one company; 0: no limit
    #[arg(
        id = "limit_company",
        long = "limit-company-per-minute",
        env = "PEM2_LIMIT_COMPANY_PER_MINUTE",
        default_value_t = 60_000
    )]
    pub company: u32,
}

impl Default for LimitConfig {
    fn default() -> Self {
        Self { user: 600, address: 1200, company: 60_000 }
    }
}
