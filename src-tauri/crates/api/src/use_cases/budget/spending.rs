//! What a billing policy spent: six months, where its budget stands, and what a hard stop would have made of it.

use chrono::{DateTime, Months};
use meterdesk_billing::budget::{ALWAYS, Budget, BudgetPeriod, HardStop, PassedThreshold, Reset, money_at};
use meterdesk_billing::coverage::Timeline;
use meterdesk_billing::ids::PolicyId;
use meterdesk_billing::settlement::Happening;
use meterdesk_billing::tenant::{Policy, Refusal};
use meterdesk_billing::time::{Instant, Month};
use meterdesk_billing::units::Credits;
use meterdesk_store::{RunHappening, RunTimeline, Snapshot};

use super::spoken_money;
use super::view::{NOT_AVAILABLE, Spending, usd};
use crate::act::acting;
use crate::error::ApiError;
use crate::receipts::each_judged;
use crate::settle::{coverage, settle};
use crate::text::{instant, second};
use crate::use_cases::identity;
use crate::wire::*;
use crate::{App, Caller};

/// Months that the chart shows, the present one included.
const MONTHS_SHOWN: u32 = 6;

/// People named of those who would have been stopped.
const PEOPLE_NAMED: usize = 10;

/// What a billing policy spent.
///
/// # Errors
/// When there is no such policy, or the workbook can't be read.
pub async fn policy_spending(
    app: &App,
    caller: &Caller,
    request: PolicySpending,
) -> Result<PolicySpendingView, ApiError> {
    settle(app, RunTimeline::Actual).await?;
    let mut snapshot = app.workbook.read().await?;
    let id = PolicyId(identity(&request.policy, "policy")?);
    let policy = snapshot.tenant().policy(id).cloned().ok_or(Refusal::PolicyUnknown)?;
    let actor = acting(&mut snapshot, caller).await?;
    let now = snapshot.tenant().now;
    // A hard stop of December is still shown in January: two calendar years hold whatever is shown.
    let this_year = Reset::Year.period(now).from;
    let from = this_year.checked_sub_months(Months::new(12)).unwrap_or(this_year);
    let spending = Spending::read(&mut snapshot, &actor, from).await?;
    let as_of = instant(now);
    if !spending.is_available() {
        return Ok(PolicySpendingView {
            as_of,
            spending: None,
            not_available: Some(NOT_AVAILABLE.to_owned()),
        });
    }
    let found = snapshot.run_happenings().await?;
    let months = months(&spending, id, now);
    let total: Credits = months.iter().map(|(_, credits)| *credits).sum();
    let hard_stop = match last_full(&found, id, now) {
        Some((at, threshold)) => Some(hard_stop(&mut snapshot, &spending, (at, threshold)).await?),
        None => None,
    };
    Ok(PolicySpendingView {
        as_of,
        not_available: None,
        spending: Some(SpendingView {
            summary: summary(&months),
            total_usd: usd(total).to_string(),
            total_credits: total.to_string(),
            months: months
                .into_iter()
                .map(|(month, credits)| MonthSpending {
                    month: month.first_day().to_string(),
                    usd: usd(credits).to_string(),
                    credits: credits.to_string(),
                })
                .collect(),
            budget: policy
                .budget()
                .map(|budget| progress(&policy, budget, &spending, &found, now)),
            hard_stop,
        }),
    })
}

fn months(spending: &Spending, policy: PolicyId, now: Instant) -> Vec<(Month, Credits)> {
    let present = Month::of(now).first_day();
    (0..MONTHS_SHOWN)
        .rev()
        .filter_map(|back| present.checked_sub_months(Months::new(back)))
        .map(Month::of_day)
        .map(|month| {
            let period = BudgetPeriod {
                from: month.start(),
                until: month.end(),
            };
            (month, spending.credits(policy, period))
        })
        .collect()
}

fn summary(months: &[(Month, Credits)]) -> String {
    let named = |month: &Month| month.first_day().format("%B %Y").to_string();
    let (Some((present, spent)), Some((largest, most))) =
        (months.last(), months.iter().max_by_key(|(_, credits)| *credits))
    else {
        return String::new();
    };
    let present = format!("{} spent in {} so far", spoken_money(usd(*spent)), named(present));
    if *most > *spent {
        format!("{present}; most in {}, {}.", named(largest), spoken_money(usd(*most)))
    } else if *spent > Credits::ZERO {
        format!("{present}, the most of these six months.")
    } else {
        format!("{present}, and nothing in the five months before.")
    }
}

fn progress(
    policy: &Policy,
    budget: &Budget,
    spending: &Spending,
    found: &[RunHappening],
    now: Instant,
) -> BudgetProgress {
    let period = budget.reset().period(now);
    let of_row = |percent: u8| PassedThreshold {
        policy: policy.id,
        percent,
        from: period.from.timestamp(),
        until: period.until.timestamp(),
        amount: budget.amount().0,
    };
    let thresholds = budget.thresholds().iter().map(|percent| {
        let wanted = of_row(*percent);
        let mut passed_at = None;
        let mut mail_at = None;
        for happening in found {
            match &happening.happening {
                Happening::BudgetThresholdPassed { threshold, .. } if *threshold == wanted => {
                    passed_at = Some(happening.at);
                }
                Happening::BudgetMailArrived { threshold, .. } if *threshold == wanted => mail_at = Some(happening.at),
                _ => {}
            }
        }
        ThresholdProgress {
            percent: u32::from(*percent),
            amount: money_at(budget.amount(), *percent).to_string(),
            passed_at: passed_at.map(second),
            mail_by: mail_at.map(second),
            mail_arrived: mail_at.is_some_and(|at| at <= now.timestamp()),
        }
    });
    BudgetProgress {
        used: spending.budget_use(policy.id, budget, now),
        thresholds: thresholds.collect(),
    }
}

/// The last time that a policy's budget was spent in full.
fn last_full(found: &[RunHappening], policy: PolicyId, now: Instant) -> Option<(i64, PassedThreshold)> {
    found
        .iter()
        .filter(|happening| happening.at <= now.timestamp())
        .filter_map(|happening| match &happening.happening {
            Happening::BudgetThresholdPassed { threshold, .. }
                if threshold.policy == policy && threshold.percent == ALWAYS =>
            {
                Some((happening.at, *threshold))
            }
            _ => None,
        })
        .max()
}

async fn hard_stop(
    snapshot: &mut Snapshot,
    spending: &Spending,
    (passed_at, threshold): (i64, PassedThreshold),
) -> Result<HardStopView, ApiError> {
    let end = threshold.until.min(snapshot.tenant().now.timestamp() + 1);
    let after = (passed_at + 1, end.max(passed_at + 1));
    let coverage = coverage(snapshot, Timeline::Actual, after).await?;
    let mut what_if = HardStop::new(threshold.policy, passed_at, &coverage);
    each_judged(snapshot, after, |unit, judged| what_if.add(unit, judged)).await?;
    let period = BudgetPeriod {
        from: DateTime::from_timestamp(threshold.from, 0).unwrap_or_default(),
        until: DateTime::from_timestamp(threshold.until, 0).unwrap_or_default(),
    };
    let actual = spending.credits(threshold.policy, period);
    let (stopped, passed_on) = (what_if.stopped, what_if.passed_on);
    let mut most: Vec<_> = what_if.people.iter().map(|(person, sum)| (*person, *sum)).collect();
    let people = u32::try_from(most.len()).unwrap_or(u32::MAX);
    most.sort_by_key(|(person, sum)| (std::cmp::Reverse(sum.credits), *person));
    most.truncate(PEOPLE_NAMED);
    let mut named = Vec::with_capacity(most.len());
    for (person, sum) in most {
        let (id, display_name) = snapshot.person_named(person).await?;
        named.push(StoppedPerson {
            id: id.to_string(),
            display_name,
            uses: sum.uses,
            credits: sum.credits.to_string(),
        });
    }
    Ok(HardStopView {
        from: instant(period.from),
        until: instant(period.until),
        budget: threshold.budget().to_string(),
        stopped_at: second(passed_at),
        actual: part(actual),
        with_stop: part(actual - stopped.credits - passed_on.credits),
        stopped: part(stopped.credits),
        stopped_uses: stopped.uses,
        passed_on: part(passed_on.credits),
        people,
        most: named,
    })
}

fn part(credits: Credits) -> SpendingPart {
    SpendingPart {
        credits: credits.to_string(),
        usd: usd(credits).to_string(),
    }
}
