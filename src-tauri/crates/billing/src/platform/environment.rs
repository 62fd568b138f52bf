//! Power Platform environments: kinds, regions, and what of prepaid capacity and plans is set for one.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::ids::{EnvironmentGroupId, EnvironmentId, PlanId};
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

    /// Whether it is a trial that can become a production environment.
    #[must_use]
    pub const fn is_trial(self) -> bool {
        matches!(self, Self::Trial | Self::SubscriptionBasedTrial)
    }

    /// Whether a billing plan for an Azure subscription can be linked.
    ///
    /// Source: Microsoft, Set up pay-as-you-go (2025-01-27): production and sandbox.
    #[must_use]
    pub const fn is_linkable(self) -> bool {
        matches!(self, Self::Production | Self::Sandbox)
    }
}

/// What of Microsoft's own runs in an environment: it decides which environments the billing models take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Workload {
    /// Nothing that asks for more than any environment does.
    #[default]
    None,
    /// Copilot for Sales: both billing models need a production environment.
    ///
    /// Source: Microsoft, Manage consumption-based billing for agent capabilities in Copilot for Sales (2025-06-04).
    CopilotForSales,
    /// A Dynamics 365 environment: both billing models need it to be linked to a Power Platform environment.
    ///
    /// Source: Microsoft, Manage consumption-based billing and capacity (Dynamics 365, 2025-09-29).
    Dynamics365,
}

impl Workload {
    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::CopilotForSales => "Copilot for Sales",
            Self::Dynamics365 => "Dynamics 365",
        }
    }
}

/// The environment that Copilot for Sales makes when somebody signs in to a CRM that isn't Dynamics 365.
///
/// Source: Microsoft, Convert a trial environment (Copilot for Sales, 2026-03-10): it is made as a trial, and must not be
/// edited or deleted.
pub const VIVA_ENVIRONMENT: &str = "msdyn_viva";

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
    /// What of Microsoft's own runs in it. Version 1 did not say.
    pub workload: Workload,
}

/// A group of environments, and what its published rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvironmentGroup {
    /// Its identity.
    pub id: EnvironmentGroupId,
    /// Name.
    pub name: String,
    /// The published rule *Draw from tenant credit pool*: what it sets and locks; `None` where none is published.
    ///
    /// Source: Microsoft, Tutorial: manage Copilot Credit allocations (2026-08-28).
    pub draw: Option<bool>,
    /// Place in the journal of its last change.
    pub revision: u64,
}

/// Where an environment stands between trial and production.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It can be used as what it is.
    Ready,
    /// It is becoming a production environment, which it is at that time.
    Converting(Instant),
    /// A standard trial that ends at that time.
    TrialUntil(Instant),
    /// A standard trial that has ended: nothing can be set up for it any more.
    Ended(Instant),
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
    /// The group that it is in.
    pub group: Option<EnvironmentGroupId>,
    /// The Power Platform environment that a Dynamics 365 environment is linked to.
    pub linked_to: Option<EnvironmentId>,
    /// When a conversion to production that was asked for is done.
    pub production_from: Option<Instant>,
    /// Whether its trial was extended.
    pub extended: bool,
    /// Place in the journal of its last change.
    pub revision: u64,
}

/// Days of a standard trial, and of its one extension.
///
/// Source: Microsoft, Trial environments (2021-08-24).
const TRIAL_DAYS: i64 = 30;

/// Days before its end in which a trial can be extended. Source: the same.
pub const EXTENSION_DAYS: i64 = 7;

impl Environment {
    /// What it is for at a time: a trial that was converted is a production environment once that is done.
    #[must_use]
    pub fn kind_at(&self, at: Instant) -> EnvironmentKind {
        match self.production_from {
            Some(from) if from <= at => EnvironmentKind::Production,
            _ => self.facts.environment_kind,
        }
    }

    /// Where it stands between trial and production.
    #[must_use]
    pub fn stage_at(&self, at: Instant) -> Stage {
        match (self.production_from, self.facts.environment_kind) {
            (Some(from), _) if from <= at => Stage::Ready,
            (Some(from), _) => Stage::Converting(from),
            (None, EnvironmentKind::Trial) => {
                let days = if self.extended { 2 * TRIAL_DAYS } else { TRIAL_DAYS };
                let end = self.created_at + TimeDelta::days(days);
                if at < end {
                    Stage::TrialUntil(end)
                } else {
                    Stage::Ended(end)
                }
            }
            (None, _) => Stage::Ready,
        }
    }

    /// Whether it is the environment of Copilot for Sales with a CRM that isn't Dynamics 365.
    #[must_use]
    pub fn is_viva(&self) -> bool {
        self.facts.name.eq_ignore_ascii_case(VIVA_ENVIRONMENT)
    }
}
