//! What usage did, found by settlement, and what one run hands to the next.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::budget::{BudgetState, PassedThreshold};
use crate::ids::{EnvironmentId, GroupId, PlanId, PolicyId, PurchaseId};
use crate::payment::Balances;
use crate::usage::Service;

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
    /// What payers with so much left have paid.
    #[serde(default)]
    pub balances: Balances,
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
    /// An environment's allocation, or the tenant's pool where none is named, is used up. Told once in a capacity period.
    CapacityUsedUp {
        /// The environment.
        environment: Option<EnvironmentId>,
        /// First second of the capacity period.
        period: i64,
    },
    /// Little of an environment's allocation is left, and nothing further would pay. Told once in a capacity period.
    CapacityLow {
        /// The environment.
        environment: EnvironmentId,
        /// First second of the capacity period.
        period: i64,
    },
    /// A billing plan was charged for an environment. Told once in a capacity period.
    PlanCharged {
        /// The plan.
        plan: PlanId,
        /// The environment.
        environment: Option<EnvironmentId>,
        /// First second of the capacity period.
        period: i64,
    },
    /// Enforcement stopped use of an environment. Told once in a capacity period.
    UseStopped {
        /// At which point.
        stop: Stop,
        /// The environment; `None` for those that the workbook does not know.
        environment: Option<EnvironmentId>,
        /// First second of the capacity period.
        period: i64,
    },
    /// An agent nears its monthly limit: administrators are told.
    AgentLimitNear {
        /// The environment.
        environment: EnvironmentId,
        /// Name of the agent, in lower case.
        agent: String,
        /// First second of the capacity period.
        period: i64,
    },
    /// An agent reached its monthly limit.
    AgentLimitReached {
        /// The environment.
        environment: EnvironmentId,
        /// Name of the agent, in lower case.
        agent: String,
        /// Whether that turned it off.
        stopped: bool,
        /// First second of the capacity period.
        period: i64,
    },
    /// A pre-purchase plan has nothing left in its term.
    PrePurchaseUsedUp {
        /// The plan.
        purchase: PurchaseId,
        /// First second of the term.
        term: i64,
    },
    /// A service refused somebody for the first time in a month. How often it did in that month is in the run's sums.
    Refused {
        /// The service.
        service: Service,
        /// First second of the month.
        month: i64,
    },
}

/// At which point enforcement stops use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Stop {
    /// When prepaid capacity is used up: agent flows, Dynamics 365 agents.
    AtFull,
    /// At 125 %: custom agents.
    AtEnforcement,
}
