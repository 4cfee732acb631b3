//! The web worker: one message in, one message out. All of it lives in [`worker`]; elsewhere than in a browser this is empty.
//!
//! A panic ends the whole instance (`panic = "abort"`): the browser reports an error on the worker, and the page
//! puts a new one in its place. Nothing is lost by that but the votes of the last seconds.

#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
use scanner::Scanner;

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::listen();
}
