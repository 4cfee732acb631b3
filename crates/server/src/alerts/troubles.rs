//! When something is wrong, as numbers. No clock, no disk, no database.

use std::collections::VecDeque;

use super::Trouble;
use crate::clock::{HOUR, MINUTE};
use crate::disk::Room;

/// A disk may be so full, in per cent.
const DISK_PERCENT: u64 = 85;
/// A backup may be so old: a day, and time to make it.
const BACKUP_AGE: i64 = 26 * HOUR;
/// Over which time failures are counted.
const WINDOW: i64 = 10 * MINUTE;
/// Fewer requests say nothing.
const ENOUGH: u64 = 100;

/// What the server saw of itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// The disk of the data folder.
    pub room: Option<Room>,
    /// Requests since the start, and those of them that failed.
    pub totals: (u64, u64),
    /// Milliseconds since the last backup; nothing where nobody knows.
    pub backup_age: Option<i64>,
}

/// An alert, and what is wrong; nothing is.
pub struct Sign {
    /// Its name: the same until it is over, and another on another machine where it is about the machine.
    pub name: String,
    /// What is wrong.
    pub trouble: Option<Trouble>,
}

/// What was seen before.
pub struct Troubles {
    machine: String,
    totals: VecDeque<(i64, (u64, u64))>,
}

impl Troubles {
    /// Of a machine with this name.
    pub fn new(machine: String) -> Self {
        Self { machine, totals: VecDeque::new() }
    }

    /// Everything that can be told of what was seen at `now`.
    pub fn judge(&mut self, seen: Seen, now: i64) -> Vec<Sign> {
        let disk = seen.room.map(|room| self.disk(room));
        let backup = seen.backup_age.map(|age| Sign { name: "backup".into(), trouble: backup(age) });
        let errors = self.errors(seen.totals, now);
        [disk, backup, Some(errors)].into_iter().flatten().collect()
    }

    fn disk(&self, room: Room) -> Sign {
        let (percent, machine) = (room.used_percent(), &self.machine);
        let trouble = (percent > DISK_PERCENT).then(|| Trouble {
            subject: format!("Pem2: the disk of {machine} is {percent} % full"),
            body: format!(
                "The disk with the data folder on {machine} is {percent} % full; {free} MB are left.\n\
                 When it is full, phones keep what they have and cannot send it.\n",
                free = room.free / 1_000_000
            ),
        });
        Sign { name: format!("disk {machine}"), trouble }
    }

    fn errors(&mut self, totals: (u64, u64), now: i64) -> Sign {
        self.totals.push_back((now, totals));
        // The newest that is old enough stays: the window begins there.
        while self.totals.get(1).is_some_and(|(at, _)| now - at >= WINDOW) {
            self.totals.pop_front();
        }
        let (all_then, failed_then) = self.totals.front().map_or((0, 0), |(_, totals)| *totals);
        let (all, failed) = (totals.0.saturating_sub(all_then), totals.1.saturating_sub(failed_then));
        let machine = &self.machine;
        let trouble = (all >= ENOUGH && failed * 100 > all).then(|| Trouble {
            subject: format!("Pem2: {failed} of {all} requests failed on {machine}"),
            body: format!(
                "Within ten minutes {failed} of {all} requests to {machine} failed. Phones try again by themselves.\n\
                 The log has the reasons.\n"
            ),
        });
        Sign { name: format!("errors {machine}"), trouble }
    }
}

/// What a backup of this age, in milliseconds, is worth a letter for.
pub fn backup(age: i64) -> Option<Trouble> {
    let hours = age / HOUR;
    (age > BACKUP_AGE).then(|| Trouble {
        subject: format!("Pem2: no backup for {hours} hours"),
        body: format!("The last backup was made {hours} hours ago.\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn troubled(signs: &[Sign]) -> Vec<&str> {
        signs.iter().filter(|sign| sign.trouble.is_some()).map(|sign| sign.name.as_str()).collect()
    }

    #[test]
    fn a_disk_is_worth_a_letter_above_85_per_cent() {
        let mut troubles = Troubles::new("one".into());
        let mut seen = |free| {
            let room = Some(Room { size: 1000, free });
            troubled(&troubles.judge(Seen { room, ..Seen::default() }, 0)) == ["disk one"]
        };
        assert!(!seen(150) && !seen(141) && seen(140) && seen(0));
    }

    #[test]
    fn a_backup_is_worth_a_letter_after_26_hours() {
        assert_eq!(backup(26 * HOUR), None);
        assert!(backup(26 * HOUR + 1).is_some());
    }

    #[test]
    fn more_than_one_request_in_a_hundred_within_ten_minutes_is_worth_a_letter() {
        let mut troubles = Troubles::new("one".into());
        let mut seen = |minute: i64, totals| {
            !troubled(&troubles.judge(Seen { totals, ..Seen::default() }, minute * MINUTE)).is_empty()
        };
        assert!(!seen(0, (1000, 500)), "what was before the first look is not counted");
        assert!(!seen(1, (1099, 600)), "too few to tell");
        assert!(seen(2, (1100, 600)));
        assert!(!seen(3, (20_000, 600)), "few of very many");
        assert!(seen(9, (20_000, 900)));
        assert!(!seen(19, (20_200, 900)), "ten minutes later it is over");
    }
}
