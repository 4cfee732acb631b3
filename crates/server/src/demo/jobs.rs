//! Which jobs there are: what, for whom, by which crew, when, and how far each has come. The week around today is full,
//! the weeks before are history, and a few calls wait for the dispatcher.

use domain::ids::WorkOrderId;
use domain::status::WaitingOn;
use domain::work_order::{Kind, Priority, Window};
use serde::Deserialize;

use super::DemoError;
use super::calendar::Calendar;
use super::dice::Dice;
use super::names;
use crate::clock::{HOUR, MINUTE};

/// Days back to which jobs are told in full; before, only that they were.
const TOLD: i64 = -30;
/// Days back to which history goes.
const HISTORY: i64 = 250;

/// What a job is about.
#[derive(Clone, Deserialize)]
pub(super) struct Sort {
    /// The kind of work order.
    pub kind: Kind,
    /// One line.
    pub title: String,
    /// All of it.
    pub description: String,
    /// How long it takes.
    pub minutes: i64,
    /// Which checklist is worked through; empty: none.
    pub checklist: String,
    /// What is built in.
    pub parts: Vec<String>,
    /// How urgent it is.
    pub priority: Priority,
}

/// How far a job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Draft,
    Scheduled,
    Dispatched,
    Travelling,
    OnSite,
    Paused,
    Waiting(WaitingOn),
    Complete,
    Review,
    Closed,
    Cancelled,
    /// Closed so long ago that nothing else is told.
    History,
}

impl Fate {
    /// The crew was there.
    pub const fn was_worked_on(self) -> bool {
        matches!(self, Self::OnSite | Self::Paused | Self::Waiting(_) | Self::Complete | Self::Review | Self::Closed)
    }

    /// The crew finished it.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Complete | Self::Review | Self::Closed)
    }
}

/// A job.
pub(super) struct Job {
    /// Its identifier.
    pub id: WorkOrderId,
    /// What it is about.
    pub sort: Sort,
    /// Which of the addresses.
    pub place: usize,
    /// Which of the crews; `None` while nobody has it.
    pub team: Option<usize>,
    /// When the crew is expected.
    pub window: Option<Window>,
    /// Days after today.
    pub day: i64,
    /// How far it has come.
    pub fate: Fate,
    /// When the call came in.
    pub called: i64,
}

/// Lays out `count` jobs, in the order in which the calls came in.
pub(super) fn lay_out(
    count: usize,
    (teams, places): (usize, usize),
    calendar: &Calendar,
    dice: &mut Dice,
) -> Result<Vec<Job>, DemoError> {
    let sorts: Vec<Sort> = serde_json::from_str(include_str!("../../demo/jobs.json"))?;
    let mut jobs = Vec::with_capacity(count);
    let slots = slots(count, teams, calendar, dice);
    for (n, slot) in slots.into_iter().enumerate() {
        let Some(sort) = choose(&sorts, &slot, dice) else { break };
        let window = match slot.day {
            Some(day) => Some(window(calendar, day, slot.nth, slot.of)?),
            None => None,
        };
        let ahead = if sort.priority == Priority::Emergency { dice.between(1, 3) } else { dice.between(20, 200) };
        let start = window.map_or(calendar.now(), |w| w.start);
        jobs.push(Job {
            id: WorkOrderId(names::id("work_order", &n.to_string())),
            sort,
            place: dice.below(places),
            team: slot.team,
            window,
            day: slot.day.unwrap_or(0),
            fate: slot.fate,
            called: (start - ahead * HOUR).min(calendar.now() - HOUR),
        });
    }
    jobs.sort_by_key(|job| job.called);
    Ok(jobs)
}

struct Slot {
    day: Option<i64>,
    team: Option<usize>,
    nth: i8,
    of: i8,
    fate: Fate,
}

/// Free places in the calendar, the most important ones first.
fn slots(count: usize, teams: usize, calendar: &Calendar, dice: &mut Dice) -> Vec<Slot> {
    let mut slots = Vec::with_capacity(count + teams);
    let mut day_of = |day: i64, of: i8, fate: &mut dyn FnMut(usize, i8) -> Fate| {
        for nth in 0..of {
            slots.extend((0..teams).map(|team| Slot {
                day: Some(day),
                team: Some(team),
                nth,
                of,
                fate: fate(team, nth),
            }));
        }
    };
    day_of(0, 3, &mut today);
    let workdays =
        |range: std::ops::RangeInclusive<i64>| range.filter(|d| !calendar.is_weekend(*d)).collect::<Vec<_>>();
    for (n, day) in workdays(1..=8).into_iter().take(4).enumerate() {
        let fate = if n == 0 { Fate::Dispatched } else { Fate::Scheduled };
        day_of(day, if n == 0 { 2 } else { 1 }, &mut |_, _| fate);
    }
    let mut past = workdays(-7..=-1);
    past.reverse();
    for day in past {
        day_of(day, 2, &mut |_, _| recent(day, dice));
    }
    let undated = count / 9;
    slots.truncate(count.saturating_sub(undated));
    let rest = count.saturating_sub(slots.len() + undated);
    let per_day = (rest / usize::try_from(HISTORY).unwrap_or(1) / teams.max(1)) + 1;
    let mut before = workdays(-700..=-8).into_iter().rev();
    let mut left = rest;
    while let (true, Some(day)) = (left > 0, before.next()) {
        for nth in 0..per_day {
            for team in (0..teams).take(left) {
                let nth = i8::try_from(nth % 3).unwrap_or(0);
                slots.push(Slot { day: Some(day), team: Some(team), nth, of: 3, fate: older(day, dice) });
                left -= 1;
            }
        }
    }
    slots.extend((0..undated).map(|_| Slot { day: None, team: None, nth: 0, of: 1, fate: Fate::Draft }));
    slots
}

/// The two crews of the demonstration logins have an untouched day before them; the others are under way.
fn today(team: usize, nth: i8) -> Fate {
    let day = match team {
        0 | 1 => [Fate::Dispatched, Fate::Dispatched, Fate::Dispatched],
        _ => match team % 4 {
            0 => [Fate::Complete, Fate::OnSite, Fate::Dispatched],
            1 => [Fate::OnSite, Fate::Dispatched, Fate::Dispatched],
            2 => [Fate::Waiting(WaitingOn::Parts), Fate::Travelling, Fate::Dispatched],
            _ => [Fate::Complete, Fate::Paused, Fate::Dispatched],
        },
    };
    day.get(usize::try_from(nth).unwrap_or(0)).copied().unwrap_or(Fate::Dispatched)
}

fn recent(day: i64, dice: &mut Dice) -> Fate {
    let waits = [WaitingOn::Parts, WaitingOn::Customer, WaitingOn::Utility, WaitingOn::Inspection];
    match dice.below(100) {
        0..45 => Fate::Closed,
        45..65 => Fate::Review,
        65..80 if day >= -3 => Fate::Complete,
        65..80 => Fate::Closed,
        80..92 => Fate::Waiting(dice.pick(&waits).copied().unwrap_or(WaitingOn::Parts)),
        92..95 => Fate::Paused,
        _ => Fate::Cancelled,
    }
}

fn older(day: i64, dice: &mut Dice) -> Fate {
    match dice.below(100) {
        _ if day < TOLD => Fate::History,
        0..4 => Fate::Cancelled,
        4..8 => Fate::Review,
        _ => Fate::Closed,
    }
}

fn choose(sorts: &[Sort], slot: &Slot, dice: &mut Dice) -> Option<Sort> {
    // Long jobs have a day of their own; emergencies are not planned days ahead.
    let ahead = slot.day.is_some_and(|d| d > 0);
    let fits = |s: &&Sort| (slot.of < 3 || s.minutes <= 240) && !(ahead && s.priority == Priority::Emergency);
    let fitting: Vec<&Sort> = sorts.iter().filter(fits).collect();
    dice.pick(&fitting).map(|s| (*s).clone())
}

fn window(calendar: &Calendar, day: i64, nth: i8, of: i8) -> Result<Window, DemoError> {
    let (hour, minute, length) = match (of, nth) {
        (1, _) => (8, 0, 8 * HOUR),
        (2, 0) => (8, 0, 4 * HOUR),
        (2, _) => (12, 30, 4 * HOUR),
        (_, 0) => (8, 0, 2 * HOUR),
        (_, 1) => (10, 30, 2 * HOUR),
        (_, _) => (13, 30, 150 * MINUTE),
    };
    let start = calendar.day(day, hour, minute)?;
    Ok(Window { start, end: start + length })
}
