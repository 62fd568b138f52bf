//! The period of a reconciliation: which one is asked for, and which are offered.

use chrono::{DateTime, NaiveDate};
use meterdesk_billing::time::{Instant, Month, day_start};

use super::read::day_of;
use super::sources::Imported;
use crate::error::{ApiError, ErrorCode};
use crate::text::{spoken_day, spoken_month};
use crate::use_cases::import::period_written;
use crate::wire::*;

const MOST_DAYS: i64 = 400;

/// Days since 1970-01-01: the first, and the one after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Period {
    pub(super) from: i64,
    pub(super) until: i64,
}

impl Period {
    /// The period asked for; without one, the last month that is over, or else the present one.
    pub(super) fn of(request: &ReconciliationList, started: Instant, now: Instant) -> Result<Self, ApiError> {
        let refused = |field: &str, message: String| ApiError::new(ErrorCode::InvalidField, message).at(field);
        let day = |text: &str, field: &str| {
            let read = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d");
            read.map(|day| day_start(day).div_euclid(86_400))
                .map_err(|_| refused(field, format!("\"{text}\" is not a day: write it as 2026-10-01")))
        };
        let period = match (&request.from, &request.until) {
            (None, None) => {
                let mut month = Month::of(started);
                while month.next() < Month::of(now) {
                    month = month.next();
                }
                Self::of_month(month)
            }
            (Some(from), Some(until)) => Self {
                from: day(from, "from")?,
                until: day(until, "until")?,
            },
            (from, _) => {
                let (field, other) = if from.is_some() {
                    ("until", "first day")
                } else {
                    ("from", "end")
                };
                return Err(refused(
                    field,
                    format!("The period has only its {other}: state both, or none"),
                ));
            }
        };
        if period.from >= period.until {
            return Err(refused(
                "until",
                "The period holds no day: it ends before the day that it names as its end".to_owned(),
            ));
        }
        if period.until - period.from > MOST_DAYS {
            return Err(refused("until", format!("A period has at most {MOST_DAYS} days")));
        }
        Ok(period)
    }

    pub(super) fn of_month(month: Month) -> Self {
        Self {
            from: day_of(month.start()),
            until: day_of(month.end()),
        }
    }

    pub(super) fn first(&self) -> String {
        period_written(self.from)
    }

    pub(super) fn end(&self) -> String {
        period_written(self.until)
    }

    /// A month by its name, any other period by its days.
    pub(super) fn spoken(&self) -> String {
        let first = self.from * 86_400;
        let month = DateTime::from_timestamp(first, 0).map(Month::of);
        if month.is_some_and(|month| Self::of_month(month) == *self) {
            return spoken_month(first);
        }
        let day = |days: i64| {
            let at = DateTime::from_timestamp(days * 86_400, 0);
            at.map_or_else(String::new, |at| spoken_day(at.date_naive()))
        };
        match self.until - self.from {
            1 => day(self.from),
            _ => format!("{} to {}", day(self.from), day(self.until - 1)),
        }
    }
}

/// Months of the workbook, and other periods that were stated for imported files, the newest first.
pub(super) fn offered(imports: &[Imported], started: Instant, now: Instant) -> Vec<ReconciliationPeriod> {
    let mut periods: Vec<Period> = imports
        .iter()
        .filter(|import| import.is_whole)
        .map(|import| import.span)
        .collect();
    let mut month = Month::of(started);
    while month <= Month::of(now) {
        periods.push(Period::of_month(month));
        month = month.next();
    }
    periods.sort_unstable();
    periods.dedup();
    let view = |period: Period| ReconciliationPeriod {
        from: period.first(),
        until: period.end(),
        label: period.spoken(),
    };
    periods.into_iter().rev().map(view).collect()
}
