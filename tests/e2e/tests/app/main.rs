//! The whole app, driven from outside: real server, real browsers, real files.

mod story;
