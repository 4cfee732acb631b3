//! Starts the app in the browser.

fn main() {
    #[cfg(target_arch = "wasm32")]
    pem2_app::app::start();
}
