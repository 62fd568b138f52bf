//! Billed credits over the last 7 and 30 days, by person or by whatever else, and where a person's are many.
//!
//! It adds what settlement has judged; it rates nothing and asks for no names.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::{Days, NaiveDate};
use foldhash::fast::FixedState;

use crate::settlement::{Outcome, RollupKey, UsePart};
use crate::time::day_start;
use crate::units::Credits;

/// From this many credits in 30 days on, a person is listed.
///
/// Source: Message consumption report (2025-07-16): an alert above 3,000 in 30 days, and a milder one from 2,000 on.
pub const MUCH: Credits = Credits::whole(2_000);

/// Above this many credits in 30 days, the alert is the stronger one. Source: as for [`MUCH`].
pub const VERY_MUCH: Credits = Credits::whole(3_000);

const DAY: i64 = 86_400;

/// Billed credits of two windows that end today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowSum {
    /// Of the last 7 days, today included.
    pub seven_days: Credits,
    /// Of the last 30 days, today included.
    pub thirty_days: Credits,
    /// Second of the last billed use.
    pub last: i64,
}

/// The two windows as of a day: whole days in UTC, that day among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// The first of 7 days, since 1970-01-01.
    pub seven_days_from: i64,
    /// The first of 30 days.
    pub thirty_days_from: i64,
    /// The day after the last one.
    pub until: i64,
}

impl Windows {
    /// As of `today`.
    #[must_use]
    pub fn of(today: NaiveDate) -> Self {
        let first_of = |days: u64| {
            let first = today.checked_sub_days(Days::new(days - 1)).unwrap_or(today);
            day_start(first) / DAY
        };
        Self {
            seven_days_from: first_of(7),
            thirty_days_from: first_of(30),
            until: day_start(today) / DAY + 1,
        }
    }

    /// Whether anything of these sums counts: only what somebody paid is billed, whether it was set up in the Microsoft 365 or
    /// in the Power Platform admin center. Copilot Studio has reports of its own.
    #[must_use]
    pub fn count(&self, key: &RollupKey) -> bool {
        matches!(key.outcome, Outcome::Paid(_))
            && key.service.takes_billing_policies()
            && (self.thirty_days_from..self.until).contains(&key.day)
    }
}

/// Adds billed use up by whatever is asked.
#[derive(Debug, Clone)]
pub struct Billed<K> {
    windows: Windows,
    sums: HashMap<K, WindowSum, FixedState>,
}

impl<K: Eq + Hash> Billed<K> {
    /// Begins with nothing.
    #[must_use]
    pub fn within(windows: Windows) -> Self {
        Self {
            windows,
            sums: HashMap::default(),
        }
    }

    /// Adds what one person used of an agent on a day.
    pub fn add(&mut self, what: K, key: &RollupKey, part: &UsePart) {
        if !self.windows.count(key) {
            return;
        }
        let sum = self.sums.entry(what).or_insert(WindowSum {
            seven_days: Credits::ZERO,
            thirty_days: Credits::ZERO,
            last: part.last,
        });
        sum.thirty_days += part.credits;
        if key.day >= self.windows.seven_days_from {
            sum.seven_days += part.credits;
        }
        sum.last = sum.last.max(part.last);
    }

    /// The sums, in no order that means anything.
    pub fn finish(self) -> impl Iterator<Item = (K, WindowSum)> {
        self.sums.into_iter()
    }
}

/// Those with [`MUCH`] or more, the most first; among equals in the order of `K`.
#[must_use]
pub fn much<K: Ord>(sums: impl Iterator<Item = (K, WindowSum)>) -> Vec<(K, WindowSum)> {
    let mut found: Vec<_> = sums.filter(|(_, sum)| sum.thirty_days >= MUCH).collect();
    found.sort_by(|(one, first), (two, second)| second.thirty_days.cmp(&first.thirty_days).then(one.cmp(two)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PolicyId;
    use crate::settlement::{BlockedReason, Payer};
    use crate::usage::Service;

    #[test]
    fn today_counts_blocked_use_does_not_and_two_thousand_is_much() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 17).expect("a day");
        let mut usage = Billed::within(Windows::of(today));
        let paid = Outcome::Paid(Payer::policy(PolicyId(uuid::Uuid::nil())));
        let mut add = |person, days_ago: i64, credits, outcome| {
            let last = day_start(today) - days_ago * DAY + 60;
            let key = RollupKey {
                day: last / DAY,
                outcome,
                service: Service::CopilotChat,
                environment: 0,
                feature: 0,
            };
            let part = UsePart {
                agent: 0,
                person: Some(person),
                rows: 1,
                credits: Credits::whole(credits),
                last,
            };
            usage.add(person, &key, &part);
        };
        add(1, 0, 500, paid);
        add(1, 6, 500, paid);
        add(1, 7, 500, paid);
        add(1, 29, 500, paid);
        add(1, 30, 9_000, paid);
        add(2, 0, 1_999, paid);
        add(2, 0, 9_000, Outcome::Blocked(BlockedReason::NotCovered));
        add(3, 2, 3_001, paid);
        let found: Vec<_> = much(usage.finish())
            .into_iter()
            .map(|(person, sum)| (person, sum.seven_days.to_string(), sum.thirty_days.to_string()))
            .collect();
        let row = |person, seven: &str, thirty: &str| (person, seven.to_owned(), thirty.to_owned());
        assert_eq!(found, [row(3, "3001", "3001"), row(1, "1000", "2000")]);
    }
}
