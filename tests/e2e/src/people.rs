//! The people of the demonstration company who have a password.

/// What is typed to sign in.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// User name.
    pub login: &'static str,
    /// Password.
    pub password: &'static str,
}

const PASSWORD: &str = "harbor-pine-demo";

/// The owner: admin.
pub const OLIVIA: Person = Person { login: "olivia", password: PASSWORD };
/// The dispatcher.
pub const DANA: Person = Person { login: "dana", password: PASSWORD };
/// A technician with a truck.
pub const MIKE: Person = Person { login: "mike", password: PASSWORD };
/// A technician of another crew.
pub const TESS: Person = Person { login: "tess", password: PASSWORD };
