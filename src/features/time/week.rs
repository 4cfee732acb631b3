//! The arithmetic of a work week: which entry falls on which day, what a day adds up to, what overlaps.

use std::sync::Arc;

use domain::ids::TimeEntryId;
use domain::time_entry::{TimeEntry, TimeKind};

/// One entry in its day.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which.
    pub id: TimeEntryId,
    /// The entry.
    pub entry: TimeEntry,
    /// Another entry that shares a moment with it.
    pub overlap: Option<TimeEntry>,
}

/// One day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Day {
    /// Its first moment.
    pub start: i64,
    /// Entries that begin on it, or reach into it, by their start.
    pub lines: Vec<Arc<Line>>,
    /// What counts, in milliseconds: all but meals.
    pub worked: i64,
    /// Meals, in milliseconds.
    pub meals: i64,
}

/// One week.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Week {
    /// Its seven days.
    pub days: Vec<Day>,
    /// What counts.
    pub worked: i64,
}

impl Week {
    /// The day that begins at `start`.
    pub fn day(&self, start: i64) -> Option<&Day> {
        self.days.iter().find(|day| day.start == start)
    }
}

/// Puts entries into the days that begin at `bounds`; the last bound ends the last day. An entry over midnight counts on
/// each day with its own part.
pub fn week(entries: &[(TimeEntryId, TimeEntry)], bounds: &[i64], now: i64) -> Week {
    let (Some(first), Some(last)) = (bounds.first(), bounds.last()) else { return Week::default() };
    let mut lines: Vec<Arc<Line>> = entries
        .iter()
        .filter(|(_, entry)| entry.start < *last && end(entry, now) >= *first)
        .map(|(id, entry)| Arc::new(Line { id: *id, entry: entry.clone(), overlap: overlap(entries, *id, entry, now) }))
        .collect();
    lines.sort_by_key(|line| (line.entry.start, line.id));
    let days: Vec<Day> = bounds.windows(2).map(|bound| day(&lines, bound[0], bound[1], now)).collect();
    let worked = days.iter().map(|day| day.worked).sum();
    Week { days, worked }
}

fn day(lines: &[Arc<Line>], start: i64, stop: i64, now: i64) -> Day {
    let mut day = Day { start, ..Day::default() };
    for line in lines {
        let entry = &line.entry;
        let part = end(entry, now).min(stop) - entry.start.max(start);
        // An entry without length still shows on the day it begins.
        if part <= 0 && !(start..stop).contains(&entry.start) {
            continue;
        }
        let sum = if entry.kind == TimeKind::Meal { &mut day.meals } else { &mut day.worked };
        *sum += part.max(0);
        day.lines.push(line.clone());
    }
    day
}

fn end(entry: &TimeEntry, now: i64) -> i64 {
    entry.end.unwrap_or(now).max(entry.start)
}

fn overlap(entries: &[(TimeEntryId, TimeEntry)], id: TimeEntryId, entry: &TimeEntry, now: i64) -> Option<TimeEntry> {
    entries.iter().find(|(other, it)| *other != id && it.overlaps(entry, now)).map(|(_, it)| it.clone())
}
