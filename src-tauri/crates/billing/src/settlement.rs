//! Settlement of one UTC month: every metered unit gets exactly one outcome.
//!
//! A pure function of the set-up, the timeline and the month's usage. It stores nothing and knows no order of import:
//! sums don't depend on it, and what depends on time is decided by time.

mod payer;
mod working;

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use serde::{Deserialize, Serialize};

pub use payer::{PayAsYouGo, Payer};
pub use working::{Step, working};

use crate::budget::{BudgetState, BudgetWatch, PassedThreshold, Passing};
use crate::catalogue::{Catalogue, Feature};
use crate::coverage::Coverage;
use crate::ids::{GroupId, PolicyId};
use crate::metering::{self, Charge, NotChargedRule};
use crate::time::Month;
use crate::units::{Credits, MILLIONTHS, Quantity};
use crate::usage::{Service, UsageUnit};

/// The largest quantity of one row, in units. With [`MAX_TOTAL_QUANTITY`] it keeps every sum of credits exact in 64 bits.
pub const MAX_ROW_QUANTITY: Quantity = Quantity(1_000_000_000 * MILLIONTHS);

/// The largest quantity of all rows of a workbook together, in units.
pub const MAX_TOTAL_QUANTITY: Quantity = Quantity(100_000_000_000 * MILLIONTHS);

/// Why nobody may pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockedReason {
    /// No billing policy connected to the service covers the person.
    NotCovered,
    /// Nothing in this workbook can pay for the service.
    NoPayer,
    /// Prepaid capacity is used up and nothing further may pay: agent flows and Dynamics 365 agents stop.
    CapacityUsedUp,
    /// Use has reached the point of enforcement beyond prepaid capacity: custom agents stop.
    CapacityEnforced,
    /// The agent has reached its monthly limit, which stops it.
    AgentLimit,
    /// A policy covers the person, but its Azure subscription can't be charged.
    NotChargeable,
    /// Somebody asked for whom no billing policy could pay, and was refused: nothing was used.
    Refused,
}

impl BlockedReason {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::NotCovered,
        Self::NoPayer,
        Self::CapacityUsedUp,
        Self::CapacityEnforced,
        Self::AgentLimit,
        Self::NotChargeable,
        Self::Refused,
    ];

    /// The name that commands and the store use.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotCovered => "notCovered",
            Self::NoPayer => "noPayer",
            Self::CapacityUsedUp => "capacityUsedUp",
            Self::CapacityEnforced => "capacityEnforced",
            Self::AgentLimit => "agentLimit",
            Self::NotChargeable => "notChargeable",
            Self::Refused => "refused",
        }
    }

    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NotCovered => "Blocked: not covered by a connected policy",
            Self::NoPayer => "Blocked: nothing set up that could pay",
            Self::CapacityUsedUp => "Blocked: prepaid capacity used up",
            Self::CapacityEnforced => "Blocked: over 125 % of prepaid capacity",
            Self::AgentLimit => "Blocked: the agent's monthly limit",
            Self::NotChargeable => "Blocked: the set-up can't be charged",
            Self::Refused => "Refused: no billing policy could pay",
        }
    }
}

/// What became of a metered unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Somebody paid.
    Paid(Payer),
    /// A Microsoft 365 Copilot licence includes it.
    Included,
    /// A rule leaves it uncharged.
    NotCharged(NotChargedRule),
    /// Nobody may pay.
    Blocked(BlockedReason),
}

impl Outcome {
    /// Kind and detail, as the store keeps them.
    #[must_use]
    pub fn to_stored(self) -> (&'static str, String) {
        match self {
            Self::Paid(payer) => ("paid", payer.to_stored()),
            Self::Included => ("included", "microsoft365Copilot".to_owned()),
            Self::NotCharged(rule) => ("notCharged", rule.key().to_owned()),
            Self::Blocked(reason) => ("blocked", reason.key().to_owned()),
        }
    }

    /// The inverse of [`Self::to_stored`].
    #[must_use]
    pub fn from_stored(kind: &str, detail: &str) -> Option<Self> {
        match kind {
            "paid" => Payer::from_stored(detail).map(Self::Paid),
            "included" => Some(Self::Included),
            "notCharged" => NotChargedRule::ALL
                .into_iter()
                .find(|rule| rule.key() == detail)
                .map(Self::NotCharged),
            "blocked" => BlockedReason::ALL
                .into_iter()
                .find(|reason| reason.key() == detail)
                .map(Self::Blocked),
            _ => None,
        }
    }
}

/// A unit with its outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// Rated credits.
    pub credits: Credits,
    /// What became of them.
    pub outcome: Outcome,
}

/// What the sums of a run are kept by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RollupKey {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Outcome.
    pub outcome: Outcome,
    /// Service.
    pub service: Service,
    /// Environment, interned.
    pub environment: i64,
    /// Feature name, interned.
    pub feature: i64,
}

/// Sums over the rows of one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RollupSum {
    /// Rows.
    pub rows: u64,
    /// Quantities.
    pub quantity: Quantity,
    /// Credits.
    pub credits: Credits,
}

/// What one month hands to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CarriedState {
    /// Policies that have paid for a service before.
    pub has_paid: BTreeSet<(PolicyId, Service)>,
    /// Services of which some use was blocked before.
    pub has_blocked: BTreeSet<Service>,
    /// Spending that budgets are measured against.
    #[serde(default)]
    pub budgets: BudgetState,
    /// Services that refused somebody before, and the first second of the last month in which they did.
    #[serde(default)]
    pub refused_in: BTreeMap<Service, i64>,
}

/// What usage did, found by settlement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Happening {
    /// A policy paid for a service for the first time.
    FirstPaid {
        /// The policy.
        policy: PolicyId,
        /// The service.
        service: Service,
    },
    /// Use of a service was blocked for the first time: it did happen, so the real set-up differs.
    FirstBlocked {
        /// The service.
        service: Service,
    },
    /// A policy's spending passed a threshold of its budget. Use goes on.
    BudgetThresholdPassed {
        /// Policy, percentage, period and amount.
        threshold: PassedThreshold,
        /// Spending of the period at that second, in 1e-8 US dollars.
        spent: i64,
    },
    /// The mail that tells of it has arrived, at the latest at this time.
    BudgetMailArrived {
        /// Policy, percentage, period and amount.
        threshold: PassedThreshold,
        /// Who gets it.
        recipients: Vec<GroupId>,
    },
    /// A service refused somebody for the first time in a month. How often it did in that month is in the run's sums.
    Refused {
        /// The service.
        service: Service,
        /// First second of the month.
        month: i64,
    },
}

/// A settled month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Sums by key.
    pub rollup: BTreeMap<RollupKey, RollupSum>,
    /// What usage did, with the second in which it did.
    pub happenings: BTreeMap<Happening, i64>,
    /// What the next month starts from.
    pub state: CarriedState,
}

/// A month being settled.
#[derive(Debug)]
pub struct Settlement<'a> {
    catalogue: &'a Catalogue,
    coverage: &'a Coverage,
    features: &'a [Option<Feature>],
    rollup: BTreeMap<RollupKey, RollupSum>,
    happenings: BTreeMap<Happening, i64>,
    budgets: BudgetWatch,
    state: CarriedState,
}

impl<'a> Settlement<'a> {
    /// Begins a month. `features` gives the meaning of each interned feature name.
    #[must_use]
    pub fn new(
        catalogue: &'a Catalogue,
        coverage: &'a Coverage,
        features: &'a [Option<Feature>],
        state: CarriedState,
    ) -> Self {
        Self {
            catalogue,
            coverage,
            features,
            rollup: BTreeMap::new(),
            happenings: BTreeMap::new(),
            budgets: BudgetWatch::default(),
            state,
        }
    }

    /// Also watches budgets. They alert; no outcome depends on them.
    #[must_use]
    pub fn watching(self, budgets: BudgetWatch) -> Self {
        Self { budgets, ..self }
    }

    /// What becomes of one unit.
    ///
    /// # Panics
    /// When the quantity is above [`MAX_ROW_QUANTITY`], which no import takes in.
    #[must_use]
    pub fn judge(&self, unit: &UsageUnit) -> Judged {
        let feature = usize::try_from(unit.feature)
            .ok()
            .and_then(|index| self.features.get(index).copied())
            .flatten();
        judge(self.catalogue, self.coverage, feature, unit)
    }

    /// Settles one unit.
    ///
    /// # Panics
    /// When quantities add up to more than [`MAX_TOTAL_QUANTITY`], which no import allows.
    pub fn add(&mut self, unit: &UsageUnit) {
        let Judged { credits, outcome } = self.judge(unit);
        let key = RollupKey {
            day: unit.at.div_euclid(86_400),
            outcome,
            service: unit.service,
            environment: unit.environment,
            feature: unit.feature,
        };
        let sum = self.rollup.entry(key).or_default();
        sum.rows += 1;
        sum.quantity += unit.quantity;
        sum.credits += credits;
        let charged = match outcome {
            Outcome::Paid(payer) => payer.charged_policy(),
            _ => None,
        };
        if let Some(policy) = charged {
            self.budgets.add(policy, unit.at, credits);
        }
        let happening = match outcome {
            Outcome::Paid(_) => match charged {
                Some(policy) if !self.state.has_paid.contains(&(policy, unit.service)) => Happening::FirstPaid {
                    policy,
                    service: unit.service,
                },
                _ => return,
            },
            Outcome::Blocked(BlockedReason::Refused) => {
                let month = first_second_of_month(unit.at);
                if self
                    .state
                    .refused_in
                    .get(&unit.service)
                    .is_some_and(|told| *told >= month)
                {
                    return;
                }
                Happening::Refused {
                    service: unit.service,
                    month,
                }
            }
            Outcome::Blocked(_) if !self.state.has_blocked.contains(&unit.service) => {
                Happening::FirstBlocked { service: unit.service }
            }
            _ => return,
        };
        let first = self.happenings.entry(happening).or_insert(unit.at);
        *first = unit.at.min(*first);
    }

    /// Ends the month.
    #[must_use]
    pub fn finish(mut self) -> Settled {
        for happening in self.happenings.keys() {
            match happening {
                Happening::FirstPaid { policy, service } => {
                    self.state.has_paid.insert((*policy, *service));
                }
                Happening::FirstBlocked { service } => {
                    self.state.has_blocked.insert(*service);
                }
                Happening::Refused { service, month } => {
                    let told = self.state.refused_in.entry(*service).or_insert(*month);
                    *told = (*told).max(*month);
                }
                Happening::BudgetThresholdPassed { .. } | Happening::BudgetMailArrived { .. } => {}
            }
        }
        let paid = self.rollup.iter().filter_map(|(key, sum)| match key.outcome {
            Outcome::Paid(payer) => Some((payer.charged_policy()?, key.day, sum.credits)),
            _ => None,
        });
        for passing in self.budgets.walk(self.catalogue, paid, &mut self.state.budgets) {
            let mail = passing.mail_at();
            let Passing {
                at,
                threshold,
                spent,
                recipients,
            } = passing;
            self.happenings
                .insert(Happening::BudgetThresholdPassed { threshold, spent }, at);
            if let Some(mail_at) = mail {
                self.happenings
                    .insert(Happening::BudgetMailArrived { threshold, recipients }, mail_at);
            }
        }
        Settled {
            rollup: self.rollup,
            happenings: self.happenings,
            state: self.state,
        }
    }
}

fn first_second_of_month(at: i64) -> i64 {
    DateTime::from_timestamp(at, 0).map_or(at, |at| Month::of(at).start().timestamp())
}

/// What becomes of one unit of a feature, `None` for a name that no rate card has.
///
/// # Panics
/// When the quantity is above [`MAX_ROW_QUANTITY`], which no import takes in.
#[must_use]
pub fn judge(catalogue: &Catalogue, coverage: &Coverage, feature: Option<Feature>, unit: &UsageUnit) -> Judged {
    let licensed = coverage.licensed(unit);
    let rated = metering::rate(catalogue, unit.at, feature, unit.quantity, unit.circumstances, licensed)
        .expect("imports bound the quantity of a row");
    let outcome = match rated.charge {
        Charge::IncludedByLicence => Outcome::Included,
        Charge::NotCharged(rule) => Outcome::NotCharged(rule),
        Charge::Billed => match coverage.covering(unit).next() {
            Some(policy) => Outcome::Paid(Payer::policy(policy)),
            None if unit.service.takes_billing_policies() && unit.circumstances.attempt => {
                Outcome::Blocked(BlockedReason::Refused)
            }
            None if coverage.uncharged(unit).next().is_some() => Outcome::Blocked(BlockedReason::NotChargeable),
            None if unit.service.takes_billing_policies() => Outcome::Blocked(BlockedReason::NotCovered),
            None => Outcome::Blocked(BlockedReason::NoPayer),
        },
    };
    let credits = match outcome {
        Outcome::Blocked(BlockedReason::Refused) => Credits::ZERO,
        _ => rated.credits,
    };
    Judged { credits, outcome }
}
