//! Wires everything: stores, driver, ports, routes. Imported by no one.

/// Starts the app in this page.
pub fn start() {
    console_error_panic_hook::set_once();
}
