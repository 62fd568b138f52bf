//! A use that somebody has to pay for, before it is known who has how much left.

use crate::ids::PolicyId;
use crate::settlement::BlockedReason;
use crate::units::Credits;
use crate::usage::UsageUnit;

/// How enforcement treats a use.
///
/// Source: Microsoft, Billing rates and management of Copilot Studio (2026-08-03): agent flows and Dynamics 365 agents stop at
/// 100 %, custom agents at 125 %. Copilot Chat under a Copilot credit policy alone: Use Copilot Studio capacity packs for
/// Microsoft 365 Copilot Chat (2026-09-25): unavailable when the credits are used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Actions of an agent flow: new runs stop at full capacity, running ones finish.
    Flow,
    /// An agent of Dynamics 365, or Copilot Chat: stops at full capacity.
    AtFull,
    /// An agent of the tenant's own: stops at the point of enforcement, running conversations finish.
    Custom,
}

/// A use that somebody has to pay for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claim {
    pub(crate) unit: UsageUnit,
    pub(crate) credits: Credits,
    /// The billing policy of the Microsoft 365 admin center that covers it.
    pub(crate) policy: Option<PolicyId>,
    /// Whether prepaid capacity may pay.
    pub(crate) prepaid: bool,
    /// Why it is blocked if nothing applies to it at all.
    pub(crate) otherwise: BlockedReason,
    pub(crate) kind: Kind,
    /// Place of its environment among the set-up's.
    pub(crate) place: u32,
    /// Place of its agent among those with a limit.
    pub(crate) agent: Option<u32>,
}

impl Claim {
    /// Time order, made of content alone: an act's use before a file's in the same second, then by what the row says.
    pub(crate) fn order(&self) -> (i64, u64, u64, i64, Option<u32>) {
        let unit = &self.unit;
        (
            unit.at,
            unit.act_seq.unwrap_or(u64::MAX),
            unit.order,
            unit.quantity.0,
            unit.person,
        )
    }
}
