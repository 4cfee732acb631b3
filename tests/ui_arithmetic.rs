//! The plain numbers behind two controls: which rows a long list draws, and what a stepper counts.

#[path = "../src/ui/stepper_math.rs"]
mod stepper_math;
#[path = "../src/ui/window_math.rs"]
mod window_math;

use stepper_math::{format_units, parse_units, step_units};
use window_math::{SPARE_ROWS, scroll_back, visible_rows};

#[test]
fn list_at_the_top_draws_one_screen_and_the_spare_rows() {
    assert_eq!(visible_rows(200.0, 800.0, 100.0, 5000), 0..6 + SPARE_ROWS);
}

#[test]
fn list_scrolled_far_down_draws_around_the_screen_only() {
    let rows = visible_rows(-250_000.0, 800.0, 100.0, 5000);
    assert_eq!(rows, 2500 - SPARE_ROWS..2508 + SPARE_ROWS);
    assert!(rows.len() <= 30);
}

#[test]
fn list_never_draws_past_its_end() {
    assert_eq!(visible_rows(-499_900.0, 800.0, 100.0, 5000).end, 5000);
    // The list shrank under a search while it stood far down.
    assert!(visible_rows(-499_900.0, 800.0, 100.0, 3).end <= 3);
    assert_eq!(visible_rows(0.0, 800.0, 100.0, 0), 0..0);
}

#[test]
fn list_that_is_not_measured_yet_draws_a_first_screen() {
    assert_eq!(visible_rows(0.0, 0.0, 0.0, 5000), 0..4 * SPARE_ROWS);
    assert_eq!(visible_rows(f64::NAN, 800.0, f64::NAN, 2), 0..2);
}

#[test]
fn coming_back_scrolls_only_a_list_that_was_scrolled() {
    assert_eq!(scroll_back(200.0, -200.0), None);
    assert_eq!(scroll_back(200.0, 1500.0), Some(1700.0));
}

#[test]
fn quantities_read_as_a_person_writes_them() {
    assert_eq!(format_units(1500, 3), "1.5");
    assert_eq!(format_units(-50, 3), "-0.05");
    assert_eq!(format_units(12, 0), "12");
    assert_eq!(format_units(i64::MIN, 0), i64::MIN.to_string());
}

#[test]
fn typed_quantities_are_exact() {
    assert_eq!(parse_units("1.5", 3), Some(1500));
    assert_eq!(parse_units(" 0,1 ", 3), Some(100));
    assert_eq!(parse_units("-.05", 3), Some(-50));
    assert_eq!(parse_units("7.", 3), Some(7000));
    assert_eq!(parse_units("1.50", 1), Some(15));
}

#[test]
fn what_is_no_quantity_is_refused() {
    for text in ["", "-", ".", "1.2.3", "1e3", "abc", "1.23", "99999999999999999999"] {
        assert_eq!(parse_units(text, 1), None, "{text:?}");
    }
}

#[test]
fn every_quantity_survives_writing_and_reading() {
    for units in [-1_234_567, -1, 0, 1, 999, 1000, 1001, 250_000] {
        for decimals in 0..=4 {
            assert_eq!(parse_units(&format_units(units, decimals), decimals), Some(units));
        }
    }
}

#[test]
fn stepping_stops_at_the_bounds() {
    assert_eq!(step_units(500, -1000, 0, 10_000), 0);
    assert_eq!(step_units(9500, 1000, 0, 10_000), 10_000);
    assert_eq!(step_units(i64::MAX, 1, 0, i64::MAX), i64::MAX);
}
