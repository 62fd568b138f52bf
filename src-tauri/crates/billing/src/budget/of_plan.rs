//! The budget of a billing plan in Azure: looked at once a day, on the cost of complete days.
//!
//! It mails. It stops nothing, unless an action stands at one of its thresholds, which takes the plan's environments off it;
//! that this happens is decided in [`crate::tenant`]. Source: community reports of pay-as-you-go in practice (2026-05): Azure
//! learns of a cost within 8 to 24 hours and looks at a budget about every 24 hours. At which hour is an assumption, and so is
//! how a forecast is made.

use std::collections::BTreeMap;

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use super::{Budget, BudgetPeriod, money_at};
use crate::catalogue::Catalogue;
use crate::ids::GroupId;
use crate::time::Instant;
use crate::units::{Credits, Usd};

/// Second of each UTC day in which budgets of billing plans are looked at.
pub const LOOK_AT: i64 = 8 * 3_600;

/// The highest percentage that a forecast can alert at.
pub const MOST_FORECAST: u8 = 200;

/// Complete days of the period whose average a forecast goes on with, at most.
const FORECAST_DAYS: i64 = 7;

/// Micro-credits of a whole credit.
const WHOLE: i128 = 1_000_000;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Micro-credits that a plan was charged for, by days since 1970-01-01.
pub type DailyCharges = BTreeMap<i64, Credits>;

/// A budget with what Azure adds to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanBudget {
    /// Amount, period, thresholds of actual cost, and who is told.
    pub budget: Budget,
    /// Per cent of the budget that also alerts when the period is forecast to reach it.
    pub forecast: Option<u8>,
    /// Threshold of actual cost at which an action takes the plan's environments off it.
    pub unlink_at: Option<u8>,
}

/// What an alert measures against the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlertKind {
    /// Cost of complete days.
    Actual,
    /// What the whole period will cost, if it goes on as in its last seven complete days.
    Forecast,
}

/// An alert that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanAlert {
    /// Second of the look that found it.
    pub at: i64,
    /// What was measured.
    pub kind: AlertKind,
    /// Per cent of the budget.
    pub percent: u8,
    /// The budget.
    pub amount: Usd,
    /// What was measured, in money.
    pub measured: Usd,
    /// The budget period.
    pub period: BudgetPeriod,
    /// Who is told.
    pub recipients: Vec<GroupId>,
}

/// What a look finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// The budget period of the last complete day.
    pub period: BudgetPeriod,
    /// Cost of its complete days.
    pub actual: Usd,
    /// What it will have cost at its end.
    pub forecast: Usd,
}

/// The seconds of the looks after one second and up to another.
pub fn looks(after: i64, upto: i64) -> impl Iterator<Item = i64> {
    let first = (after - LOOK_AT).div_euclid(DAY) + 1;
    (first..)
        .map(|day| day * DAY + LOOK_AT)
        .take_while(move |at| *at <= upto)
}

fn instant(at: i64) -> Instant {
    DateTime::from_timestamp(at, 0).expect("simulated years stay within four digits")
}

impl PlanBudget {
    /// What a look in a second finds: it knows the days before the one that it lies in.
    #[must_use]
    pub fn cost(&self, catalogue: &Catalogue, charged: &DailyCharges, at: i64) -> Cost {
        let today = at.div_euclid(DAY);
        let period = self.budget.reset().period(instant((today - 1) * DAY));
        let day = |of: Instant| of.timestamp().div_euclid(DAY);
        let sum = |from: i64| -> i64 { charged.range(from..today).map(|(_, credits)| credits.0).sum() };
        let actual = sum(day(period.from));
        let left = (day(period.until) - today).max(0);
        let known = (today - day(period.from)).clamp(1, FORECAST_DAYS);
        let coming = i128::from(sum(today - known)) * i128::from(left) / i128::from(known);
        // A forecast is no finer than whole credits.
        let coming = i64::try_from(coming / WHOLE * WHOLE).expect("sums of credits are far from the limit");
        Cost {
            period,
            actual: catalogue.pay_as_you_go(Credits(actual)),
            forecast: catalogue.pay_as_you_go(Credits(actual + coming)),
        }
    }

    /// Whether the cost has reached the threshold of the action.
    #[must_use]
    pub fn action_due(&self, cost: &Cost) -> Option<u8> {
        self.unlink_at
            .filter(|percent| self.budget.reaches(cost.actual, *percent))
    }
}

/// Every alert of a plan by a second, oldest first. `changes` are its budgets with the second of each change, oldest first.
///
/// A threshold of the same amount alerts once in a period.
#[must_use]
pub fn alerts(
    catalogue: &Catalogue,
    changes: &[(i64, Option<&PlanBudget>)],
    charged: &DailyCharges,
    upto: i64,
) -> Vec<PlanAlert> {
    let Some((first, _)) = changes.first() else {
        return Vec::new();
    };
    let mut found: Vec<PlanAlert> = Vec::new();
    for at in looks(*first - 1, upto) {
        let in_force = changes.iter().rev().find(|(changed, _)| *changed <= at);
        let Some(budget) = in_force.and_then(|(_, budget)| *budget) else {
            continue;
        };
        let cost = budget.cost(catalogue, charged, at);
        let amount = budget.budget.amount();
        let actual = budget.budget.thresholds().iter();
        let actual = actual.map(|percent| (AlertKind::Actual, *percent, cost.actual));
        let forecast = budget
            .forecast
            .map(|percent| (AlertKind::Forecast, percent, cost.forecast));
        for (kind, percent, measured) in actual.chain(forecast) {
            let told = |known: &PlanAlert| {
                (known.kind, known.percent, known.amount, known.period) == (kind, percent, amount, cost.period)
            };
            if measured >= money_at(amount, percent) && !found.iter().any(told) {
                found.push(PlanAlert {
                    at,
                    kind,
                    percent,
                    amount,
                    measured,
                    period: cost.period,
                    recipients: budget.budget.recipients().to_vec(),
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{BudgetWish, Reset};

    fn at(text: &str) -> i64 {
        text.parse::<Instant>().expect("valid").timestamp()
    }

    fn budget(amount: &str, forecast: Option<u8>, unlink_at: Option<u8>) -> PlanBudget {
        let wish = BudgetWish {
            amount: amount.to_owned(),
            reset: Reset::Month,
            thresholds: vec!["80".to_owned()],
            recipients: Vec::new(),
        };
        PlanBudget {
            budget: Budget::parse(&wish).expect("it is one"),
            forecast,
            unlink_at,
        }
    }

    /// 100 credits, which is one dollar, on each day of November 2026 before a day.
    fn dollar_a_day(until: &str) -> DailyCharges {
        let (from, until) = (at("2026-11-01T00:00:00Z") / DAY, at(until) / DAY);
        (from..until).map(|day| (day, Credits::whole(100))).collect()
    }

    #[test]
    fn a_look_comes_once_a_day_and_knows_complete_days_only() {
        let found: Vec<_> = looks(at("2026-11-01T08:00:00Z"), at("2026-11-03T08:00:00Z")).collect();
        assert_eq!(found, [at("2026-11-02T08:00:00Z"), at("2026-11-03T08:00:00Z")]);
        let cost = budget("10", None, None).cost(
            Catalogue::built_in(),
            &dollar_a_day("2026-11-30T00:00:00Z"),
            at("2026-11-03T08:00:00Z"),
        );
        assert_eq!(cost.actual.spoken(), "$2.00", "the third day has not ended");
    }

    #[test]
    fn thresholds_alert_once_and_a_forecast_earlier() {
        let budget = budget("10", Some(110), None);
        let changes = [(at("2026-11-01T00:00:00Z"), Some(&budget))];
        let charged = dollar_a_day("2026-11-21T00:00:00Z");
        let told = alerts(Catalogue::built_in(), &changes, &charged, at("2026-11-21T08:00:00Z"));
        let told: Vec<_> = told
            .iter()
            .map(|alert| (instant(alert.at).date_naive().to_string(), alert.kind, alert.percent))
            .collect();
        assert_eq!(
            told,
            [
                // After one day: a dollar, and one more on each of 29 days.
                ("2026-11-02".to_owned(), AlertKind::Forecast, 110),
                ("2026-11-09".to_owned(), AlertKind::Actual, 80),
                ("2026-11-11".to_owned(), AlertKind::Actual, 100),
            ]
        );
    }

    #[test]
    fn the_last_day_of_a_period_is_still_looked_at() {
        let budget = budget("30", None, Some(100));
        let charged = dollar_a_day("2026-12-01T00:00:00Z");
        let cost = |look: &str| budget.cost(Catalogue::built_in(), &charged, at(look));
        assert_eq!(budget.action_due(&cost("2026-11-30T08:00:00Z")), None);
        assert_eq!(budget.action_due(&cost("2026-12-01T08:00:00Z")), Some(100));
        assert_eq!(
            budget.action_due(&cost("2026-12-02T08:00:00Z")),
            None,
            "the budget has begun anew"
        );
    }
}
