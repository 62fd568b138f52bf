//! What would have happened, had a budget stopped use at 100 %. No admin center does that.
//!
//! The stop holds from the second after the one in which 100 % was passed until the period's end: what is used in that
//! very second still goes through, as no stop is faster. Where another connected policy covers the person, it pays instead
//! and the use goes on.

use std::collections::BTreeMap;

use crate::coverage::Coverage;
use crate::ids::PolicyId;
use crate::settlement::{Judged, Outcome, Payer};
use crate::units::Credits;
use crate::usage::{PersonIndex, UsageUnit};

/// Rows and their credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stopped {
    /// Uses: metered rows.
    pub uses: u64,
    /// Their credits.
    pub credits: Credits,
}

impl Stopped {
    fn add(&mut self, credits: Credits) {
        self.uses += 1;
        self.credits += credits;
    }
}

/// The use that a policy paid for in a period, told apart by what a hard stop would have made of it.
#[derive(Debug)]
pub struct HardStop<'a> {
    policy: PolicyId,
    /// The second in which 100 % was passed.
    passed_at: i64,
    coverage: &'a Coverage,
    /// Paid until the stop.
    pub before: Stopped,
    /// Would not have taken place.
    pub stopped: Stopped,
    /// Would have been paid by another policy.
    pub passed_on: Stopped,
    /// Who would have been stopped.
    pub people: BTreeMap<PersonIndex, Stopped>,
}

impl<'a> HardStop<'a> {
    /// A stop of a policy that passed 100 % in a second.
    #[must_use]
    pub fn new(policy: PolicyId, passed_at: i64, coverage: &'a Coverage) -> Self {
        Self {
            policy,
            passed_at,
            coverage,
            before: Stopped::default(),
            stopped: Stopped::default(),
            passed_on: Stopped::default(),
            people: BTreeMap::new(),
        }
    }

    /// Takes in a unit of the period; one that the policy did not pay for changes nothing.
    pub fn add(&mut self, unit: &UsageUnit, judged: Judged) {
        if judged.outcome != Outcome::Paid(Payer::policy(self.policy)) {
            return;
        }
        if unit.at <= self.passed_at {
            self.before.add(judged.credits);
        } else if self.coverage.covering(unit).any(|other| other != self.policy) {
            self.passed_on.add(judged.credits);
        } else {
            self.stopped.add(judged.credits);
            if let Some(person) = unit.person {
                self.people.entry(person).or_default().add(judged.credits);
            }
        }
    }
}
