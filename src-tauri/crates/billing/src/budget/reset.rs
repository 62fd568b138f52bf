//! When a budget begins anew, and the period that a time falls in.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::time::{Instant, Month};

/// When a budget begins anew, at midnight UTC.
///
/// Source: Create a budget for pay-as-you-go billing (2026-02-02): on the 1st of the month; on 1 January, April, July and
/// October; on 1 January.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Reset {
    /// On the first day of the month.
    Month,
    /// On the first day of the quarter.
    Quarter,
    /// On the first day of the year.
    Year,
}

/// From one reset until the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BudgetPeriod {
    /// The first instant inside.
    pub from: Instant,
    /// The first instant after.
    pub until: Instant,
}

impl Reset {
    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Month => "On the first day of the month",
            Self::Quarter => "On the first day of the quarter",
            Self::Year => "On the first day of the year",
        }
    }

    const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// The period that the instant falls in.
    #[must_use]
    pub fn period(self, at: Instant) -> BudgetPeriod {
        let day = at.date_naive();
        let first = day.month0() / self.months() * self.months() + 1;
        let first = NaiveDate::from_ymd_opt(day.year(), first, 1).expect("each month has a first day");
        let after = first
            .checked_add_months(Months::new(self.months()))
            .expect("simulated years stay within four digits");
        BudgetPeriod {
            from: Month::of_day(first).start(),
            until: Month::of_day(after).start(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(reset: Reset, at: &str) -> (String, String) {
        let period = reset.period(at.parse().expect("test instants are valid"));
        (
            period.from.date_naive().to_string(),
            period.until.date_naive().to_string(),
        )
    }

    #[test]
    fn periods_begin_on_the_documented_days() {
        let of = |from: &str, until: &str| (from.to_owned(), until.to_owned());
        assert_eq!(
            period(Reset::Month, "2026-12-31T23:59:59Z"),
            of("2026-12-01", "2027-01-01")
        );
        for (month, from, until) in [
            ("01", "2026-01-01", "2026-04-01"),
            ("03", "2026-01-01", "2026-04-01"),
            ("04", "2026-04-01", "2026-07-01"),
            ("11", "2026-10-01", "2027-01-01"),
        ] {
            assert_eq!(
                period(Reset::Quarter, &format!("2026-{month}-01T00:00:00Z")),
                of(from, until)
            );
        }
        assert_eq!(
            period(Reset::Year, "2028-02-29T12:00:00Z"),
            of("2028-01-01", "2029-01-01")
        );
    }
}
