//! Which days a question about costs is about, and which days it is compared with.
//!
//! Ranges are half-open and in UTC. It reads nothing of the workbook but its clock.

use chrono::{Datelike, Days, Months, NaiveDate};
use meterdesk_billing::costs::CostBasis;
use meterdesk_billing::time::{Month, day_start, next_day};

use crate::error::{ApiError, ErrorCode};
use crate::wire::*;

const DAY: i64 = 86_400;
/// Thirteen months and a little.
const MOST_DAYS: i64 = 400;

/// Days from one until before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) from: NaiveDate,
    pub(super) until: NaiveDate,
}

impl Range {
    pub(super) fn days(self) -> (i64, i64) {
        (number(self.from), number(self.until))
    }
}

/// A day as days since 1970-01-01.
pub(super) fn number(day: NaiveDate) -> i64 {
    day_start(day) / DAY
}

/// The range of a question.
///
/// # Errors
/// When named days are none, or too many.
pub(super) fn range(view: &CostQuestion, today: NaiveDate) -> Result<Range, ApiError> {
    let invalid = |field: &str, message: String| ApiError::new(ErrorCode::InvalidField, message).at(field);
    let period = match view.period {
        Some(period) => period,
        None if view.from.is_some() || view.until.is_some() => CostPeriod::Custom,
        None => CostPeriod::ThisMonth,
    };
    if period != CostPeriod::Custom {
        if view.from.is_some() || view.until.is_some() {
            let message = "Name a period, or the days themselves as a custom one";
            return Err(invalid("view.period", message.to_owned()));
        }
        return Ok(named(period, today));
    }
    let day = |text: &Option<String>, field: &str| {
        let text = text.as_deref().unwrap_or_default();
        text.parse::<NaiveDate>()
            .map_err(|_| invalid(field, format!("\"{text}\" is no day; write it as 2026-11-01")))
    };
    let range = Range {
        from: day(&view.from, "view.from")?,
        until: day(&view.until, "view.until")?,
    };
    let length = (range.until - range.from).num_days();
    if length < 1 {
        return Err(invalid(
            "view.until",
            "The last day must not be before the first".to_owned(),
        ));
    }
    if length > MOST_DAYS {
        let message = format!("Choose at most {MOST_DAYS} days at once; these are {length}");
        return Err(invalid("view.from", message));
    }
    Ok(range)
}

fn named(period: CostPeriod, today: NaiveDate) -> Range {
    let this = Month::of_day(today).first_day();
    let later = |months| this.checked_add_months(Months::new(months)).unwrap_or(this);
    let earlier = |months| this.checked_sub_months(Months::new(months)).unwrap_or(this);
    let last = |days: u64| Range {
        from: today.checked_sub_days(Days::new(days - 1)).unwrap_or(today),
        until: next_day(today),
    };
    let since = today.month0();
    match period {
        CostPeriod::ThisMonth | CostPeriod::Custom => Range {
            from: this,
            until: later(1),
        },
        CostPeriod::LastMonth => Range {
            from: earlier(1),
            until: this,
        },
        CostPeriod::LastSevenDays => last(7),
        CostPeriod::LastThirtyDays => last(30),
        CostPeriod::ThisQuarter => Range {
            from: earlier(since % 3),
            until: later(3 - since % 3),
        },
        CostPeriod::ThisYear => Range {
            from: earlier(since),
            until: later(12 - since),
        },
    }
}

/// The day after the last one that a basis counts: Azure knows complete days only.
pub(super) fn counted_until(basis: CostBasis, range: Range, today: NaiveDate) -> NaiveDate {
    let known = match basis {
        CostBasis::Billed | CostBasis::Amortized => today,
        CostBasis::Settled => next_day(today),
    };
    known.min(range.until).max(range.from)
}

/// The period before: for one that begins a month, as many whole months; else as many days. Of it, as many days as the period
/// itself counts.
pub(super) fn previous(range: Range, counted_until: NaiveDate) -> Range {
    let length = (range.until - range.from).num_days();
    let months = (range.from.day() == 1 && range.until.day() == 1).then(|| {
        let months =
            (range.until.year() - range.from.year()) * 12 + range.until.month() as i32 - range.from.month() as i32;
        Months::new(months.unsigned_abs())
    });
    let before = |days: i64| Days::new(days.unsigned_abs());
    let from = match months {
        Some(months) => range.from.checked_sub_months(months),
        None => range.from.checked_sub_days(before(length)),
    };
    let from = from.unwrap_or(range.from);
    let until = if counted_until == range.until {
        range.from
    } else {
        let counted = (counted_until - range.from).num_days();
        from.checked_add_days(before(counted))
            .unwrap_or(range.from)
            .min(range.from)
    };
    Range { from, until }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn of(from: &str, until: &str) -> Range {
        Range {
            from: day(from),
            until: day(until),
        }
    }

    #[test]
    fn periods_have_their_calendar_days() {
        let today = day("2026-11-17");
        let cases = [
            (CostPeriod::ThisMonth, of("2026-11-01", "2026-12-01")),
            (CostPeriod::LastMonth, of("2026-10-01", "2026-11-01")),
            (CostPeriod::LastSevenDays, of("2026-11-11", "2026-11-18")),
            (CostPeriod::LastThirtyDays, of("2026-10-19", "2026-11-18")),
            (CostPeriod::ThisQuarter, of("2026-10-01", "2027-01-01")),
            (CostPeriod::ThisYear, of("2026-01-01", "2027-01-01")),
        ];
        for (period, expected) in cases {
            assert_eq!(named(period, today), expected, "{period:?}");
        }
    }

    #[test]
    fn a_period_is_compared_with_as_many_days_of_the_one_before() {
        let month = of("2026-11-01", "2026-12-01");
        assert_eq!(previous(month, day("2026-11-17")), of("2026-10-01", "2026-10-17"));
        assert_eq!(previous(month, day("2026-12-01")), of("2026-10-01", "2026-11-01"));
        let march = of("2026-03-01", "2026-04-01");
        assert_eq!(
            previous(march, day("2026-03-31")),
            of("2026-02-01", "2026-03-01"),
            "February has no more days"
        );
        let week = of("2026-11-11", "2026-11-18");
        assert_eq!(previous(week, day("2026-11-17")), of("2026-11-04", "2026-11-10"));
        assert_eq!(previous(week, day("2026-11-18")), of("2026-11-04", "2026-11-11"));
    }

    #[test]
    fn azure_counts_complete_days_and_settlement_counts_today() {
        let (month, today) = (of("2026-11-01", "2026-12-01"), day("2026-11-17"));
        assert_eq!(counted_until(CostBasis::Billed, month, today), today);
        assert_eq!(counted_until(CostBasis::Settled, month, today), day("2026-11-18"));
        let ahead = of("2027-01-01", "2027-02-01");
        assert_eq!(
            counted_until(CostBasis::Billed, ahead, today),
            day("2027-01-01"),
            "nothing yet"
        );
    }

    #[test]
    fn days_that_are_none_are_refused_at_their_field() {
        let asked = |from: &str, until: &str| {
            let view = CostQuestion {
                period: None,
                from: Some(from.to_owned()),
                until: Some(until.to_owned()),
                basis: None,
                by: None,
                filters: Vec::new(),
            };
            range(&view, day("2026-11-17")).map_err(|error| error.field.unwrap_or_default())
        };
        assert_eq!(asked("2026-10-01", "2026-10-03"), Ok(of("2026-10-01", "2026-10-03")));
        assert_eq!(asked("yesterday", "2026-10-03"), Err("view.from".to_owned()));
        assert_eq!(asked("2026-10-03", "2026-10-03"), Err("view.until".to_owned()));
        assert_eq!(asked("2025-01-01", "2026-10-03"), Err("view.from".to_owned()));
    }
}
