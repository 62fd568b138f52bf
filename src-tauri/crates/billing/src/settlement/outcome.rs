//! What became of a metered unit. Each of its credits has exactly one outcome.

use super::Payer;
use crate::metering::NotChargedRule;
use crate::units::Credits;

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
    /// Somebody asked for whom nothing could pay, and was refused: nothing was used.
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
            Self::CapacityEnforced => "Blocked: 125% of prepaid capacity reached",
            Self::AgentLimit => "Blocked: the agent's monthly limit",
            Self::NotChargeable => "Blocked: the set-up can't be charged",
            Self::Refused => "Refused: nothing could pay",
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
