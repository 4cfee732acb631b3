//! How often a frame is read: as fast as the camera brings them on a fast phone, fewer on a slow or hot one, none when
//! nobody scans any more. Numbers only; the loop waits.

/// A camera brings 30 frames a second: reading more often reads the same one twice.
const FRAME_MS: f64 = 33.0;
/// Of its time a worker reads at most so much, so that the phone stays cool and the preview smooth.
const BUSY: f64 = 0.6;
/// Slower than this is no scanning any more.
const LONGEST_MS: f64 = 400.0;
/// Without a code for so long, nobody scans.
const REST_MS: f64 = 120_000.0;

/// What the frames before tell about the next.
#[derive(Debug)]
pub struct Pace {
    took_ms: f64,
    busy_until: f64,
}

impl Pace {
    /// From `now_ms` on.
    pub fn new(now_ms: f64) -> Self {
        Self { took_ms: 0.0, busy_until: now_ms + REST_MS }
    }

    /// A frame took so long. How long to wait before the next, in milliseconds.
    pub fn after_frame(&mut self, took_ms: f64) -> u32 {
        // A hot phone slows down little by little; one slow frame is no reason to.
        self.took_ms = if self.took_ms == 0.0 { took_ms } else { self.took_ms * 0.7 + took_ms * 0.3 };
        let until_next_picture = FRAME_MS - self.took_ms;
        let to_stay_cool = self.took_ms * (1.0 / BUSY - 1.0);
        until_next_picture.max(to_stay_cool).clamp(1.0, LONGEST_MS) as u32
    }

    /// Somebody scans: a code was in view, or a person touched something.
    pub fn is_used(&mut self, now_ms: f64) {
        self.busy_until = now_ms + REST_MS;
    }

    /// Whether the camera may rest.
    pub fn may_rest(&self, now_ms: f64) -> bool {
        now_ms > self.busy_until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_phone_reads_every_frame_of_the_camera() {
        let mut pace = Pace::new(0.0);
        assert_eq!(pace.after_frame(5.0), 28);
        assert_eq!(pace.after_frame(5.0), 28);
    }

    #[test]
    fn a_slow_phone_reads_fewer_frames_and_is_never_busy_all_the_time() {
        let mut pace = Pace::new(0.0);
        let pause = pace.after_frame(90.0);
        assert!((59..=60).contains(&pause), "{pause}");
    }

    #[test]
    fn one_slow_frame_slows_little() {
        let mut pace = Pace::new(0.0);
        pace.after_frame(10.0);
        assert!(pace.after_frame(100.0) < 30);
    }

    #[test]
    fn even_the_slowest_phone_reads_twice_a_second() {
        assert_eq!(Pace::new(0.0).after_frame(5_000.0), 400);
    }

    #[test]
    fn the_camera_rests_after_two_minutes_without_a_code_and_not_before() {
        let mut pace = Pace::new(0.0);
        assert!(!pace.may_rest(119_000.0));
        pace.is_used(100_000.0);
        assert!(!pace.may_rest(219_000.0));
        assert!(pace.may_rest(221_000.0));
    }
}
