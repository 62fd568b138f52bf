//! What is set for an environment at a moment, as payment needs it.

use super::trace::Pass;
use crate::ids::{EnvironmentId, PlanId};

/// Whether the environment's billing plan pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlanState {
    Pays(PlanId),
    Not(Pass),
}

/// An environment, or all those that the workbook does not know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Account {
    pub(super) environment: Option<EnvironmentId>,
    /// Micro-credits a month of its own.
    pub(super) allocated: i64,
    pub(super) draw: bool,
    pub(super) plan: PlanState,
    /// Paid by its allocation in this period.
    pub(super) used: i64,
    /// Used over capacity in this period.
    pub(super) over: i64,
    /// Whether it exists at this moment.
    pub(super) exists: bool,
    /// Place of the environment whose sources pay for it, where that is another one.
    pub(super) paid_by: Option<usize>,
}

impl Account {
    /// An environment of which nothing was set draws on the tenant's pool.
    ///
    /// Source: Microsoft, Manage Copilot Credits and capacity (2026-09-18). That it holds for an environment that the workbook
    /// does not know is an assumption.
    pub(super) const ELSEWHERE: Self = Self {
        environment: None,
        allocated: 0,
        draw: true,
        plan: PlanState::Not(Pass::NoPlan),
        used: 0,
        over: 0,
        exists: true,
        paid_by: None,
    };

    /// What of its own allocation is not used yet.
    pub(super) fn reserved(&self) -> i64 {
        (self.allocated - self.used).max(0)
    }
}
