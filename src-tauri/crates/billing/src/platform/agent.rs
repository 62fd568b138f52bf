//! Agents of Copilot Studio of which something is set: whose agent it is, and its monthly limit.

use serde::{Deserialize, Serialize};

use crate::units::Credits;

/// Whose agent it is: enforcement differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AgentKind {
    /// Made in Copilot Studio by the tenant's own people.
    Custom,
    /// Comes with Dynamics 365: stops when the quota is depleted.
    Dynamics365,
}

/// Agents that come with Dynamics 365, by the names that usage bears. Any other is taken for a custom agent unless somebody
/// says otherwise.
///
/// Sources: Microsoft, Set up a pay-as-you-go plan (case management, 2025): Data Entry Agent; Manage consumption-based
/// billing (Business Central, 2026): Sales Order and Payables; Estimate AI credits (Dynamics 365 Contact Center,
/// 2026-05-14); Convert a trial environment (Copilot for Sales, 2026-03-10): Lead Research; FAQs about Opportunity Research
/// Agent (Dynamics 365 Sales, 2025-08-05).
pub const DYNAMICS_365_AGENTS: [&str; 9] = [
    "Data Entry Agent",
    "Case Management Agent",
    "Sales Order Agent",
    "Payables Agent",
    "Customer Intent Agent",
    "Quality Evaluation Agent",
    "Lead Research",
    "Sales Qualification Agent",
    "Opportunity Research Agent",
];

/// A monthly limit of an agent.
///
/// Source: Microsoft, Manage Copilot Credits and capacity (2026-09-18), Set limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentLimit {
    /// Micro-credits a month.
    pub credits: i64,
    /// Administrators are told from this per cent of the limit on; 50 to 100.
    pub notify_at: u8,
    /// *Stop usage*: at the limit the agent is turned off until the next month.
    pub stop: bool,
}

impl AgentLimit {
    /// The limit.
    #[must_use]
    pub const fn credits(&self) -> Credits {
        Credits(self.credits)
    }
}

/// What is set of an agent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agent {
    /// Name as it was written last.
    pub name: String,
    /// Whose agent it is; `None` where nobody said.
    pub kind: Option<AgentKind>,
    /// Its monthly limit.
    pub limit: Option<AgentLimit>,
    /// Place in the journal of its last change.
    pub revision: u64,
}
