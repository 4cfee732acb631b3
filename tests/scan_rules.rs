//! The rules of scanning that know no page: what a code says, how much proof it needs, when it acts again, what lies in the
//! basket, how often the camera is read. Their tests stand beside them and run here, where no browser is.

#![allow(dead_code)]

#[path = "../src/features/scan/basket.rs"]
mod basket;
#[path = "../src/features/scan/cooldown.rs"]
mod cooldown;
#[path = "../src/features/scan/facts.rs"]
mod facts;
#[path = "../src/features/scan/labels.rs"]
mod labels;
#[path = "../src/app/ports/scan/pace.rs"]
mod pace;
#[path = "../src/features/scan/purpose.rs"]
mod purpose;
#[path = "../src/features/scan/reading.rs"]
mod reading;
#[path = "../src/features/scan/trust.rs"]
mod trust;
