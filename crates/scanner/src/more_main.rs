//! The web worker of the second module: that of the first (`main.rs`) with a scanner that reads more. The page starts one
//! or the other; their messages are the same.

#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
use scanner::MoreScanner as Scanner;

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::listen();
}
