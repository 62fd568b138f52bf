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

/// Days for which use grows; then everybody knows the agents.
const GROWING_DAYS: i64 = 26 * 7;

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

    /// How much is used from one day to another, both included, the day of the start up to the start.
    pub(crate) fn weight_between(self, from: NaiveDate, to: NaiveDate) -> u32 {
        days(from, to).map(|day| self.weight_until_start(day)).sum()
    }

    fn weight_until_start(self, day: NaiveDate) -> u32 {
        let (start, hours) = (starts_at(), self.hours());
        let whole = self.day_weight(day);
        if day == start.date_naive() {
            whole * hours[..start.hour() as usize].iter().sum::<u32>() / hours.iter().sum::<u32>()
        } else {
            whole
        }
    }

    /// How much is used on a whole day, against other days.
    pub(crate) fn day_weight(self, day: NaiveDate) -> u32 {
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
        let days = (day - FIRST_DAY).num_days().clamp(0, GROWING_DAYS) as u32;
        let growth = 70 + 3 * days / 7;
        let quiet = if is_quiet(day) { 3 } else { 10 };
        usual * growth * quiet / 10
    }
}

/// A school holiday, or the days between the years.
fn is_quiet(day: NaiveDate) -> bool {
    let between_the_years = day.month() == 12 && day.day() >= 24 || day.ordinal() == 1;
    (QUIET_WEEK.0..=QUIET_WEEK.1).contains(&day) || between_the_years
}

/// From one day to another, both included.
pub(crate) fn days(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(from), |day| Some(next_day(*day))).take_while(move |day| *day <= to)
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
    /// One whole day, also where it is the day of the start.
    pub(crate) fn whole_day(day: NaiveDate, rhythm: Rhythm) -> Self {
        let hours = Weighted::new(rhythm.hours().iter().copied());
        Self {
            first: day_start(day),
            days: Weighted::new([1]),
            hours_until_start: hours.clone(),
            hours,
        }
    }

    /// From one day to another, both included; never later than the start.
    pub(crate) fn new(from: NaiveDate, to: NaiveDate, rhythm: Rhythm) -> Self {
        Self::weighted(from, to, rhythm, 1)
    }

    /// The same for the agent that had one busy day.
    pub(crate) fn with_spike(from: NaiveDate, to: NaiveDate, rhythm: Rhythm) -> Self {
        Self::weighted(from, to, rhythm, SPIKE_FACTOR)
    }

    fn weighted(from: NaiveDate, to: NaiveDate, rhythm: Rhythm, on_spike_day: u32) -> Self {
        let hours = rhythm.hours();
        let until_start = &hours[..starts_at().hour() as usize];
        let weight = |day: NaiveDate| {
            let whole = rhythm.weight_until_start(day);
            if day == SPIKE_DAY { whole * on_spike_day } else { whole }
        };
        Self {
            first: day_start(from),
            days: Weighted::new(days(from, to).map(weight)),
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
