//! The whole app, driven from outside: the real server, real browsers, real files.

mod account;
mod account_screens;
mod accounts;
mod cameras;
mod conflicts;
mod every_engine;
mod first_part;
mod hand_over;
mod hints;
mod keyboard;
mod owner;
mod photo_store;
mod photos;
mod restore;
mod scanning;
mod scope;
mod screens;
mod second_factor_rule;
mod still;
mod story;
mod survival;
mod tabs;
