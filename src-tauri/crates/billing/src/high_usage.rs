//! Who uses much: billed credits per person over the last 7 and 30 days, and who passes 2,000 or 3,000.
//!
//! It adds what settlement has judged; it rates nothing and asks for no names.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};

use crate::settlement::{Outcome, RollupKey, UsePart};
use crate::time::day_start;
use crate::units::Credits;
use crate::usage::PersonIndex;

/// From this many credits in 30 days on, a person is listed.
///
/// Source: Message consumption report (2025-07-16): an alert above 3,000 in 30 days, and a milder one from 2,000 on.
pub const MUCH: Credits = Credits::whole(2_000);

/// Above this many credits in 30 days, the alert is the stronger one. Source: as for [`MUCH`].
pub const VERY_MUCH: Credits = Credits::whole(3_000);

const DAY: i64 = 86_400;

/// What one person used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonUsage {
    /// The person.
    pub person: PersonIndex,
    /// Billed credits of the last 7 days, today included.
    pub seven_days: Credits,
    /// Billed credits of the last 30 days, today included.
    pub thirty_days: Credits,
    /// Second of the last billed use.
    pub last: i64,
}

/// Adds usage up by person.
#[derive(Debug, Clone)]
pub struct HighUsage {
    seven_days_from: i64,
    thirty_days_from: i64,
    people: HashMap<PersonIndex, PersonUsage>,
}

impl HighUsage {
    /// The last 30 days as of `today`: whole days in UTC, today among them.
    #[must_use]
    pub fn of(today: NaiveDate) -> Self {
        let first_of = |days: u64| {
            let first = today.checked_sub_days(Days::new(days - 1)).unwrap_or(today);
            day_start(first)
        };
        Self {
            seven_days_from: first_of(7),
            thirty_days_from: first_of(30),
            people: HashMap::new(),
        }
    }

    /// The first second that counts.
    #[must_use]
    pub fn from(&self) -> i64 {
        self.thirty_days_from
    }

    /// Whether anything of these sums counts: only what somebody paid is billed; Copilot Studio has reports of its own.
    #[must_use]
    pub fn counts(&self, key: &RollupKey) -> bool {
        matches!(key.outcome, Outcome::Paid(_))
            && key.service.takes_billing_policies()
            && key.day * DAY >= self.thirty_days_from
    }

    /// Adds what one person used of an agent on a day that is not later than today.
    pub fn add(&mut self, key: &RollupKey, part: &UsePart) {
        let Some(person) = part.person.filter(|_| self.counts(key)) else {
            return;
        };
        let sum = self.people.entry(person).or_insert(PersonUsage {
            person,
            seven_days: Credits::ZERO,
            thirty_days: Credits::ZERO,
            last: part.last,
        });
        sum.thirty_days += part.credits;
        if key.day * DAY >= self.seven_days_from {
            sum.seven_days += part.credits;
        }
        sum.last = sum.last.max(part.last);
    }

    /// Those with [`MUCH`] or more, the most first; among equals by place in the directory.
    #[must_use]
    pub fn finish(self) -> Vec<PersonUsage> {
        let mut found: Vec<_> = self
            .people
            .into_values()
            .filter(|sum| sum.thirty_days >= MUCH)
            .collect();
        found.sort_by_key(|sum| (std::cmp::Reverse(sum.thirty_days), sum.person));
        found
    }
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
        let mut usage = HighUsage::of(today);
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
            usage.add(&key, &part);
        };
        add(1, 0, 500, paid);
        add(1, 6, 500, paid);
        add(1, 7, 500, paid);
        add(1, 29, 500, paid);
        add(1, 30, 9_000, paid);
        add(2, 0, 1_999, paid);
        add(2, 0, 9_000, Outcome::Blocked(BlockedReason::NotCovered));
        add(3, 2, 3_001, paid);
        let found: Vec<_> = usage
            .finish()
            .into_iter()
            .map(|sum| (sum.person, sum.seven_days.to_string(), sum.thirty_days.to_string()))
            .collect();
        let row = |person, seven: &str, thirty: &str| (person, seven.to_owned(), thirty.to_owned());
        assert_eq!(found, [row(3, "3001", "3001"), row(1, "1000", "2000")]);
    }
}
