//! local
fn main() {}
