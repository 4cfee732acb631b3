//! `pem2 seed`.

use clap::Args;

use super::CliError;
use crate::app::Opened;
use crate::config::Config;
use crate::{clock, demo};

#[derive(Args)]
pub(super) struct Arguments {
    /// The demonstration company (the only one there is, so far)
    #[arg(long, default_value_t = true)]
    demo: bool,
    /// How many work orders
    #[arg(long, default_value_t = demo::WORK_ORDERS)]
    work_orders: usize,
    /// How many items at least; those beyond the catalogue are made up and were never in stock
    #[arg(long, default_value_t = 0)]
    items: usize,
}

/// Seeds, unless it was done, and prints how to sign in.
pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), CliError> {
    let Opened { db, .. } = Opened::at(config).await?;
    let plan = demo::Plan { work_orders: arguments.work_orders, items: arguments.items, now: clock::now() };
    let made = arguments.demo && demo::seed(&db, plan).await?;
    println!("{} {}", demo::COMPANY_NAME, if made { "was made" } else { "was there already" });
    for login in demo::logins() {
        println!("  {:<8} {:<20} {}", login.login, login.password, login.what);
    }
    db.close().await;
    Ok(())
}
