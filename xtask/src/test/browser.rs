//! The app's own calls of the browser, in real ones. `webdriver.json` says how they are started.

use super::count::Count;
use crate::Failure;
use crate::command::which;
use crate::toolchain::{self, WASM};

/// The variable by which the runner is told of a driver, and the driver.
const DRIVERS: [(&str, &str); 2] = [("CHROMEDRIVER", "chromedriver"), ("GECKODRIVER", "geckodriver")];

/// One browser after the other; the second runs what was compiled for the first.
pub fn all(count: &mut Count) -> Result<(), Failure> {
    let outcomes = DRIVERS.map(|(variable, driver)| {
        let mut cargo = toolchain::cargo()?;
        cargo.args(["test", "--package", "pem2-app", "--target", WASM, "--test", "browser"]);
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
        cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
        let driver = which(driver).ok_or_else(|| format!("there is no {driver}"))?;
        count.run(cargo.env(variable, driver))
    });
    outcomes.into_iter().collect()
}
