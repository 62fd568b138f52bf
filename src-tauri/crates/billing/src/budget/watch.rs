//! Budgets while usage is settled: what each policy has spent in its period, and when a threshold was passed.
//!
//! Spending is summed by the second before it is looked at, so the order in which rows come means nothing. What leaves a
//! run enters the next: a threshold of the same money is passed once in a period, however many runs the period has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use chrono::{DateTime, Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Budget, MAIL_DELAY_HOURS};
use crate::catalogue::Catalogue;
use crate::ids::{GroupId, PolicyId};
use crate::tenant::Tenant;
use crate::time::{Instant, Month, day_start};
use crate::units::{Credits, Usd};

/// A threshold that was passed in a period. Another amount or another period is another threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PassedThreshold {
    /// The policy.
    pub policy: PolicyId,
    /// Per cent of the budget.
    pub percent: u8,
    /// First second of the budget period.
    pub from: i64,
    /// First second after it.
    pub until: i64,
    /// The budget, in 1e-8 US dollars.
    pub amount: i64,
}

/// What one run hands to the next: spending of the present calendar year, and thresholds passed in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BudgetState {
    /// Micro-credits that each policy paid for, by the first second of the month.
    paid: BTreeMap<PolicyId, BTreeMap<i64, i64>>,
    /// Thresholds passed.
    passed: BTreeSet<PassedThreshold>,
}

/// A threshold being passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passing {
    pub(crate) at: i64,
    pub(crate) threshold: PassedThreshold,
    /// Spending of the period at that second, in 1e-8 US dollars.
    pub(crate) spent: i64,
    pub(crate) recipients: Vec<GroupId>,
}

impl Passing {
    /// The second by which the mail has arrived; `None` where nobody is to be told.
    pub(crate) fn mail_at(&self) -> Option<i64> {
        (!self.recipients.is_empty()).then_some(self.at + MAIL_DELAY_HOURS * 3_600)
    }
}

#[derive(Debug, Default)]
struct Watched {
    /// The budget in force when the range begins.
    in_force: Option<Budget>,
    /// Changes inside the range, oldest first.
    changes: Vec<(i64, Option<Budget>)>,
    paid: BTreeMap<i64, Credits>,
}

/// The budgets of a range of seconds, and what was spent in it.
#[derive(Debug, Default)]
pub struct BudgetWatch {
    policies: BTreeMap<PolicyId, Watched>,
}

/// Every change of a policy's budget before a second, its deletion included: a deleted policy alerts nobody.
fn changes(tenant: &Tenant, until: i64) -> impl Iterator<Item = (PolicyId, i64, Option<&Budget>)> {
    tenant.policies.iter().flat_map(move |policy| {
        let set = policy.budgets.iter().map(|change| (change.at, change.budget.as_ref()));
        let deleted = policy.deleted_at.map(|at| (at, None));
        set.chain(deleted)
            .map(|(at, budget)| (policy.id, at.timestamp(), budget))
            .filter(move |(_, at, _)| *at < until)
    })
}

/// A text that is the same for two states exactly where budgets are, before a second.
#[must_use]
pub fn budget_fingerprint(tenant: &Tenant, until: i64) -> String {
    let mut text = String::new();
    for (policy, at, budget) in changes(tenant, until) {
        let _ = write!(text, "{policy} {at} {budget:?}; ");
    }
    crate::hex(&Sha256::digest(text.as_bytes()))
}

impl BudgetWatch {
    /// The budgets that are in force in a range of seconds (from, until).
    #[must_use]
    pub fn compile(tenant: &Tenant, (from, until): (i64, i64)) -> Self {
        let mut policies: BTreeMap<PolicyId, Watched> = BTreeMap::new();
        for (policy, at, budget) in changes(tenant, until) {
            let watched = policies.entry(policy).or_default();
            if at < from {
                watched.in_force = budget.cloned();
            } else {
                watched.changes.push((at, budget.cloned()));
            }
        }
        policies.retain(|_, watched| watched.in_force.is_some() || !watched.changes.is_empty());
        Self { policies }
    }

    /// Notes what a policy paid for.
    pub(crate) fn add(&mut self, policy: PolicyId, at: i64, credits: Credits) {
        if let Some(watched) = self.policies.get_mut(&policy) {
            *watched.paid.entry(at).or_default() += credits;
        }
    }

    /// Walks the range in time order. `paid` holds what each policy paid for, by day since 1970-01-01.
    pub(crate) fn walk(
        self,
        catalogue: &Catalogue,
        paid: impl Iterator<Item = (PolicyId, i64, Credits)>,
        state: &mut BudgetState,
    ) -> Vec<Passing> {
        let mut found = Vec::new();
        for (policy, day, credits) in paid.filter(|(policy, ..)| !self.policies.contains_key(policy)) {
            state.spend(policy, day * 86_400, credits);
        }
        for (policy, watched) in self.policies {
            let mut budget = watched.in_force;
            let mut changes = watched.changes.into_iter().peekable();
            for (at, credits) in watched.paid {
                while let Some((changed_at, changed)) = changes.next_if(|(changed_at, _)| *changed_at <= at) {
                    budget = changed;
                    state.look(catalogue, policy, budget.as_ref(), changed_at, &mut found);
                }
                state.spend(policy, at, credits);
                state.look(catalogue, policy, budget.as_ref(), at, &mut found);
            }
            for (changed_at, changed) in changes {
                state.look(catalogue, policy, changed.as_ref(), changed_at, &mut found);
            }
        }
        state.forget_past_years();
        found
    }
}

fn instant(at: i64) -> Instant {
    DateTime::from_timestamp(at, 0).expect("usage lies within simulated years")
}

impl BudgetState {
    fn spend(&mut self, policy: PolicyId, at: i64, credits: Credits) {
        let month = Month::of(instant(at)).start().timestamp();
        *self.paid.entry(policy).or_default().entry(month).or_default() += credits.0;
    }

    /// Notes the thresholds that the spending until now has reached and that were not passed before.
    fn look(
        &mut self,
        catalogue: &Catalogue,
        policy: PolicyId,
        budget: Option<&Budget>,
        at: i64,
        found: &mut Vec<Passing>,
    ) {
        let Some(budget) = budget else { return };
        let period = budget.reset().period(instant(at));
        let (from, until) = (period.from.timestamp(), period.until.timestamp());
        let spent = catalogue.pay_as_you_go(self.paid_between(policy, from, until));
        for percent in budget.thresholds().iter().copied() {
            let threshold = PassedThreshold {
                policy,
                percent,
                from,
                until,
                amount: budget.amount().0,
            };
            if budget.reaches(spent, percent) && self.passed.insert(threshold) {
                found.push(Passing {
                    at,
                    threshold,
                    spent: spent.0,
                    recipients: budget.recipients().to_vec(),
                });
            }
        }
    }

    fn paid_between(&self, policy: PolicyId, from: i64, until: i64) -> Credits {
        let months = self.paid.get(&policy);
        Credits(months.map_or(0, |months| months.range(from..until).map(|(_, credits)| credits).sum()))
    }

    /// No budget reaches back beyond a calendar year.
    fn forget_past_years(&mut self) {
        let Some(last) = self.paid.values().filter_map(|months| months.keys().max()).max() else {
            return;
        };
        let year = NaiveDate::from_ymd_opt(instant(*last).year(), 1, 1).expect("each year has a first day");
        let year = day_start(year);
        for months in self.paid.values_mut() {
            months.retain(|month, _| *month >= year);
        }
        self.paid.retain(|_, months| !months.is_empty());
        self.passed.retain(|passed| passed.until > year);
    }
}

impl PassedThreshold {
    /// The budget.
    #[must_use]
    pub const fn budget(&self) -> Usd {
        Usd(self.amount)
    }
}
