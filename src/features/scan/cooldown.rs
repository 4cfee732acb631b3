//! When a code that acted may act again: once it was out of view for a while. A label that stays in view is one scan.

use std::collections::HashMap;

/// Out of view for so long, in milliseconds: long enough for a hand that shakes, short enough for the next equal part.
const REST_MS: i64 = 1_200;

/// The codes that acted, with when each was last in view.
#[derive(Debug, Default)]
pub struct Cooldown(HashMap<String, i64>);

impl Cooldown {
    /// A code is in view. Whether it may act.
    pub fn is_over(&mut self, key: &str, now: i64) -> bool {
        match self.0.get_mut(key) {
            Some(last) if now - *last < REST_MS => {
                *last = now;
                false
            }
            _ => true,
        }
    }

    /// Nothing was looked at for a while: what acted still rests, as if it had stayed in view.
    pub fn touch_all(&mut self, now: i64) {
        self.0.values_mut().for_each(|last| *last = now);
    }

    /// Scanning is for something else now: what is in view has not acted for it.
    pub fn end_all(&mut self) {
        self.0.clear();
    }

    /// A code acts.
    pub fn begin(&mut self, key: &str, now: i64) {
        self.0.retain(|_, last| now - *last < REST_MS);
        self.0.insert(key.to_owned(), now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_stays_in_view_acts_once() {
        let mut cooldown = Cooldown::default();
        assert!(cooldown.is_over("a", 0));
        cooldown.begin("a", 0);
        assert!((1..100).all(|n| !cooldown.is_over("a", n * 100)));
    }

    #[test]
    fn a_label_in_view_acts_for_a_new_purpose() {
        let mut cooldown = Cooldown::default();
        cooldown.begin("a", 0);
        cooldown.end_all();
        assert!(cooldown.is_over("a", 100));
    }

    #[test]
    fn a_label_that_comes_back_acts_again() {
        let mut cooldown = Cooldown::default();
        cooldown.begin("a", 0);
        assert!(!cooldown.is_over("a", 1_000));
        assert!(cooldown.is_over("a", 2_200));
    }

    #[test]
    fn a_label_that_lay_behind_an_open_sheet_does_not_act_again_when_it_closes() {
        let mut cooldown = Cooldown::default();
        cooldown.begin("a", 0);
        cooldown.touch_all(60_000);
        assert!(!cooldown.is_over("a", 60_500));
        assert!(cooldown.is_over("a", 62_000));
    }

    #[test]
    fn another_label_acts_at_once() {
        let mut cooldown = Cooldown::default();
        cooldown.begin("a", 0);
        assert!(cooldown.is_over("b", 10));
    }

    #[test]
    fn a_label_that_was_not_believed_when_it_came_back_still_acts_when_it_is() {
        let mut cooldown = Cooldown::default();
        cooldown.begin("a", 0);
        assert!(cooldown.is_over("a", 2_000));
        assert!(cooldown.is_over("a", 2_040));
    }
}
