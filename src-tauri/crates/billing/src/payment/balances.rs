//! What payers have paid so far: all that one run hands to the next of balances.
//!
//! Balances are counted up from nothing by settlement; what is left follows from what is owned at the time.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::{EnvironmentId, PurchaseId};
use crate::settlement::Happening;

/// What payers have paid in the present capacity period, and pre-purchase plans in their terms; micro-credits throughout.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Balances {
    /// First second of the capacity period that the next five are of. Nothing is carried over into another one.
    pub period: i64,
    /// Paid by each environment's allocation.
    pub allocation: BTreeMap<EnvironmentId, i64>,
    /// Paid by the tenant's pool.
    pub pool: i64,
    /// Used over capacity in each environment.
    pub over: BTreeMap<EnvironmentId, i64>,
    /// Used over capacity in environments that the workbook does not know.
    pub over_elsewhere: i64,
    /// Paid for each agent that has a limit, by name in lower case.
    pub agents: BTreeMap<EnvironmentId, BTreeMap<String, i64>>,
    /// What has been told of the period.
    pub told: BTreeSet<Happening>,
    /// First second of a pre-purchase plan's term, and what it has paid in that term.
    pub purchases: BTreeMap<PurchaseId, (i64, i64)>,
    /// Conversations that were going on at the last use, each with its last second: enforcement lets them finish.
    pub running: BTreeMap<u64, i64>,
}

impl Balances {
    /// Begins another capacity period with nothing paid.
    pub(super) fn begin(&mut self, period: i64) {
        *self = Self {
            period,
            purchases: std::mem::take(&mut self.purchases),
            running: std::mem::take(&mut self.running),
            ..Self::default()
        };
    }
}
