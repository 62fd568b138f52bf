//! Months, days and half-open periods in UTC.
//!
//! Nothing here reads a clock: every instant is given by the caller.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// An instant of simulated time, to the second.
pub type Instant = DateTime<Utc>;

/// A second and, within it, a place in the journal; without one, after every act of that second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// Place in the journal of the act that the moment belongs to.
    pub act_seq: Option<u64>,
}

impl Moment {
    /// Whether an act of that second and that place in the journal was done by then.
    #[must_use]
    pub fn is_after(self, at: i64, seq: u64) -> bool {
        at < self.at || at == self.at && self.act_seq.is_none_or(|act_seq| seq <= act_seq)
    }
}

/// A half-open span of time: `from` belongs to it, `until` does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ServicePeriod {
    /// The first instant inside.
    pub from: Instant,
    /// The first instant after; `None` while no end is known.
    pub until: Option<Instant>,
}

impl ServicePeriod {
    /// Whether the instant lies inside.
    #[must_use]
    pub fn contains(&self, at: Instant) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}

/// A calendar month in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first_day: NaiveDate,
}

impl Month {
    /// The month that the instant falls in.
    #[must_use]
    pub fn of(at: Instant) -> Self {
        Self::of_day(at.date_naive())
    }

    /// The month that the day falls in.
    #[must_use]
    pub fn of_day(day: NaiveDate) -> Self {
        Self {
            first_day: day.with_day(1).expect("each month has a first day"),
        }
    }

    /// The first day of the month.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        self.first_day
    }

    /// The first instant of the month.
    #[must_use]
    pub fn start(self) -> Instant {
        self.first_day
            .and_hms_opt(0, 0, 0)
            .expect("midnight exists in UTC")
            .and_utc()
    }

    /// The first instant after the month.
    #[must_use]
    pub fn end(self) -> Instant {
        self.next().start()
    }

    /// The month after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            first_day: self
                .first_day
                .checked_add_months(Months::new(1))
                .expect("simulated years stay within four digits"),
        }
    }
}

/// Seconds since 1970-01-01T00:00:00Z of the day's midnight.
#[must_use]
pub fn day_start(day: NaiveDate) -> i64 {
    day.and_hms_opt(0, 0, 0)
        .expect("midnight exists in UTC")
        .and_utc()
        .timestamp()
}

/// The day after.
#[must_use]
pub fn next_day(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1))
        .expect("simulated years stay within four digits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().expect("test instants are valid")
    }

    #[test]
    fn a_month_ends_where_the_next_begins() {
        let december = Month::of(at("2027-12-31T23:59:59Z"));
        assert_eq!(december.end(), at("2028-01-01T00:00:00Z"));
        assert_eq!(
            Month::of(at("2028-02-29T12:00:00Z")).end(),
            at("2028-03-01T00:00:00Z"),
            "leap years have 29 February"
        );
    }

    #[test]
    fn a_period_holds_its_start_but_not_its_end() {
        let period = ServicePeriod {
            from: at("2026-11-01T00:00:00Z"),
            until: Some(at("2026-11-02T00:00:00Z")),
        };
        assert!(period.contains(at("2026-11-01T00:00:00Z")));
        assert!(!period.contains(at("2026-11-02T00:00:00Z")));
    }
}
