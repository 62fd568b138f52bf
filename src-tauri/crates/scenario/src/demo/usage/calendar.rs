//! When things are used: which day, and which second of it.
//!
//! Days are UTC. Offices follow the working week and grow a little week by week; machines and customers don't rest.

use chrono::{Datelike, NaiveDate, Timelike, Weekday};
use meterdesk_billing::time::{day_start, next_day};

use crate::demo::starts_at;
use crate::draw::{Draw, Weighted};

/// The first day of usage, and the day on which the person starts.
pub(crate) const FIRST_DAY: NaiveDate = day(9, 1);
pub(crate) const LAST_DAY: NaiveDate = day(11, 17);

/// A week in which little was used: school holidays.
const QUIET_WEEK: (NaiveDate, NaiveDate) = (day(10, 26), day(11, 1));

/// The day on which one agent was used six times as much: benefits could be chosen until that evening.
const SPIKE_DAY: NaiveDate = day(11, 5);
const SPIKE_FACTOR: u32 = 6;

const OFFICE_HOURS: [u32; 24] = [
    0, 0, 0, 0, 0, 2, 6, 20, 60, 90, 95, 85, 55, 80, 90, 75, 45, 20, 8, 3, 0, 0, 0, 0,
];
const ALL_HOURS: [u32; 24] = [30; 24];

/// A day of the demo tenant's year.
pub(crate) const fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("days written here exist")
}

/// Who sets the pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rhythm {
    /// Many people: weekdays, and very little at week-ends.
    Office,
    /// A person who is off at week-ends.
    WeekdaysOnly,
    /// Customers, schedules and agents that start by themselves.
    AlwaysOn,
}

impl Rhythm {
    fn hours(self) -> &'static [u32; 24] {
        match self {
            Self::Office | Self::WeekdaysOnly => &OFFICE_HOURS,
            Self::AlwaysOn => &ALL_HOURS,
        }
    }

    fn day_weight(self, day: NaiveDate) -> u32 {
        let weekday = day.weekday();
        let weekend = matches!(weekday, Weekday::Sat | Weekday::Sun);
        match self {
            Self::AlwaysOn if weekend => return 700,
            Self::AlwaysOn => return 1000,
            Self::WeekdaysOnly if weekend => return 0,
            Self::Office | Self::WeekdaysOnly => {}
        }
        let usual = match weekday {
            Weekday::Mon => 92,
            Weekday::Tue => 108,
            Weekday::Wed => 112,
            Weekday::Thu => 104,
            Weekday::Fri => 80,
            Weekday::Sat => 4,
            Weekday::Sun => 3,
        };
        let growth = 70 + 3 * (day.ordinal() - FIRST_DAY.ordinal()) / 7;
        let quiet = if (QUIET_WEEK.0..=QUIET_WEEK.1).contains(&day) {
            3
        } else {
            10
        };
        usual * growth * quiet / 10
    }
}

/// Days to draw moments from.
#[derive(Debug)]
pub(crate) struct Span {
    first: i64,
    days: Weighted,
    hours: Weighted,
    /// Hours of the day on which the person starts.
    hours_until_start: Weighted,
}

impl Span {
    /// From one day to another, both included; never later than the start.
    pub(crate) fn new(from: NaiveDate, to: NaiveDate, rhythm: Rhythm) -> Self {
        Self::weighted(from, to, rhythm, 1)
    }

    /// The same for the agent that had one busy day.
    pub(crate) fn with_spike(from: NaiveDate, to: NaiveDate, rhythm: Rhythm) -> Self {
        Self::weighted(from, to, rhythm, SPIKE_FACTOR)
    }

    fn weighted(from: NaiveDate, to: NaiveDate, rhythm: Rhythm, on_spike_day: u32) -> Self {
        let start = starts_at();
        let hours = rhythm.hours();
        let until_start = &hours[..start.hour() as usize];
        let days = std::iter::successors(Some(from), |day| Some(next_day(*day))).take_while(|day| *day <= to);
        let weight = |day: NaiveDate| {
            let whole = rhythm.day_weight(day);
            if day == start.date_naive() {
                whole * until_start.iter().sum::<u32>() / hours.iter().sum::<u32>()
            } else if day == SPIKE_DAY {
                whole * on_spike_day
            } else {
                whole
            }
        };
        Self {
            first: day_start(from),
            days: Weighted::new(days.map(weight)),
            hours: Weighted::new(hours.iter().copied()),
            hours_until_start: Weighted::new(until_start.iter().copied()),
        }
    }

    /// A second in the first 58 minutes of an hour, so that what follows within two minutes stays inside the span.
    pub(crate) fn moment(&self, draw: &mut Draw) -> i64 {
        let day = self.first + self.days.draw(draw) as i64 * 86_400;
        let hours = if day == day_start(starts_at().date_naive()) {
            &self.hours_until_start
        } else {
            &self.hours
        };
        day + hours.draw(draw) as i64 * 3600 + i64::from(draw.below(58 * 60))
    }
}
