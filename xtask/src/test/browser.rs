//! The app's own calls of the browser, in real ones of three engines. `webdriver.json` says how they are started.

use std::process::Command;

use super::count::Count;
use crate::Failure;
use crate::command::{is_root, which};
use crate::toolchain::{self, WASM};

/// A browser.
struct Engine {
    /// The variable by which the runner is told of a driver.
    variable: &'static str,
    driver: &'static str,
    /// Whether it cannot run without a screen.
    needs_screen: bool,
}

const ENGINES: [Engine; 3] = [
    Engine { variable: "CHROMEDRIVER", driver: "chromedriver", needs_screen: false },
    Engine { variable: "GECKODRIVER", driver: "geckodriver", needs_screen: false },
    // The runner knows WebKit as Safari.
    Engine { variable: "SAFARIDRIVER", driver: "WebKitWebDriver", needs_screen: true },
];

/// One browser after the other; the others run what was compiled for the first.
pub fn all(count: &mut Count) -> Result<(), Failure> {
    let outcomes = ENGINES.map(|engine| count.run(&mut tests(&engine)?));
    outcomes.into_iter().collect()
}

fn tests(engine: &Engine) -> Result<Command, Failure> {
    let driver = which(engine.driver).ok_or_else(|| format!("there is no {}", engine.driver))?;
    let mut command = if engine.needs_screen {
        let mut screen = toolchain::with("xvfb-run")?;
        screen.args(["--auto-servernum", "cargo"]);
        screen
    } else {
        toolchain::cargo()?
    };
    command.args(["test", "--package", "pem2-app", "--target", WASM, "--test", "browser"]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    // The runner takes the first driver it is told of.
    for other in &ENGINES {
        command.env_remove(other.variable);
    }
    command.env(engine.variable, driver);
    if is_root() {
        // WebKit's sandbox does not work for root.
        command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    }
    Ok(command)
}
