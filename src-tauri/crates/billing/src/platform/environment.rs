//! Power Platform environments: kinds, regions, and what of prepaid capacity and plans is set for one.

use serde::{Deserialize, Serialize};

use crate::ids::{EnvironmentId, PlanId};
use crate::time::Instant;
use crate::units::Credits;

/// What an environment is for.
///
/// Source: Microsoft, Power Platform licensing API, environment types (2024-10-01). The Copilot Chat environment is a
/// scenario there, not a type; here it is a kind, because a tenant has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EnvironmentKind {
    /// Production.
    Production,
    /// Sandbox.
    Sandbox,
    /// Trial.
    Trial,
    /// Subscription-based trial.
    SubscriptionBasedTrial,
    /// Developer.
    Developer,
    /// Dataverse for Teams.
    Teams,
    /// The tenant's default environment.
    Default,
    /// *Microsoft 365 Copilot Chat*, which is made by itself.
    CopilotChat,
}

impl EnvironmentKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Production,
        Self::Sandbox,
        Self::Trial,
        Self::SubscriptionBasedTrial,
        Self::Developer,
        Self::Teams,
        Self::Default,
        Self::CopilotChat,
    ];

    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Production => "Production",
            Self::Sandbox => "Sandbox",
            Self::Trial => "Trial",
            Self::SubscriptionBasedTrial => "Trial (subscription-based)",
            Self::Developer => "Developer",
            Self::Teams => "Microsoft Teams",
            Self::Default => "Default",
            Self::CopilotChat => "Microsoft 365 Copilot Chat",
        }
    }

    /// Whether a tenant has at most one of the kind.
    #[must_use]
    pub const fn is_single(self) -> bool {
        matches!(self, Self::Default | Self::CopilotChat)
    }

    /// Whether a billing plan for an Azure subscription can be linked.
    ///
    /// Source: Microsoft, Set up pay-as-you-go (2025-01-27): production and sandbox.
    #[must_use]
    pub const fn is_linkable(self) -> bool {
        matches!(self, Self::Production | Self::Sandbox)
    }
}

/// Regions of environments and billing plans. An environment and its plan are in the same one.
///
/// Source: Microsoft, Power Platform licensing API, list of geographies (2024-10-01).
pub const PLATFORM_REGIONS: [&str; 16] = [
    "Asia",
    "Australia",
    "Canada",
    "Europe",
    "France",
    "Germany",
    "India",
    "Japan",
    "Korea",
    "Norway",
    "South Africa",
    "South America",
    "Switzerland",
    "United Arab Emirates",
    "United Kingdom",
    "United States",
];

/// What the journal keeps of a new environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewEnvironment {
    /// Its identity.
    pub environment: EnvironmentId,
    /// Name.
    pub name: String,
    /// What it is for.
    pub environment_kind: EnvironmentKind,
    /// Region.
    pub region: String,
    /// Whether it is a Managed Environment.
    pub managed: bool,
}

/// An environment, and what is set for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// What was decided when it was made.
    pub facts: NewEnvironment,
    /// When it was made.
    pub created_at: Instant,
    /// Micro-credits of prepaid capacity a month that are its own.
    pub allocated: Credits,
    /// *Draw from the available capacity in my tenant*. On where nothing was set.
    ///
    /// Source: Microsoft, Manage Copilot Credits and capacity (2026-09-18).
    pub draw: bool,
    /// *Bill to my pay-as-you-go billing plan*. On where nothing was set: without a linked plan it does nothing.
    pub bill_to_plan: bool,
    /// The billing plan that it is linked to.
    pub plan: Option<PlanId>,
    /// Place in the journal of its last change.
    pub revision: u64,
}
