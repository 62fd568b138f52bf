//! Billing plans of the Power Platform admin center: what they are for, and how far along they are.
//!
//! Who may change one, and which environments can be linked, is decided elsewhere.

use serde::{Deserialize, Serialize};

use crate::budget::PlanBudget;
use crate::ids::{EnvironmentId, PersonId, PlanId, SubscriptionId};
use crate::time::Instant;

/// Which choice the wizard *New billing plan* begins with.
///
/// Source: Microsoft, Set up pay-as-you-go (2025-01-27): Azure subscription or Microsoft 365 Copilot Chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PlanKind {
    /// For environments that are linked to it.
    AzureSubscription,
    /// For the environment *Microsoft 365 Copilot Chat* alone.
    CopilotChat,
}

/// A Power Platform product whose meters a plan can bear. Only Copilot Studio's counts Copilot Credits.
///
/// Source: Microsoft, Pay-as-you-go meters (2025-02-07). That there are six, and their names on screen, a third party says
/// (2026-03-30).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PlanProduct {
    /// Copilot Studio.
    CopilotStudio,
    /// Dataverse.
    Dataverse,
    /// Power Apps.
    PowerApps,
    /// Power Automate.
    PowerAutomate,
    /// Power Pages.
    PowerPages,
    /// Windows 365 for Agents.
    Windows365ForAgents,
}

impl PlanProduct {
    /// Every product.
    pub const ALL: [Self; 6] = [
        Self::CopilotStudio,
        Self::Dataverse,
        Self::PowerApps,
        Self::PowerAutomate,
        Self::PowerPages,
        Self::Windows365ForAgents,
    ];

    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::CopilotStudio => "Copilot Studio",
            Self::Dataverse => "Dataverse",
            Self::PowerApps => "Power Apps",
            Self::PowerAutomate => "Power Automate",
            Self::PowerPages => "Power Pages",
            Self::Windows365ForAgents => "Windows 365 for Agents",
        }
    }
}

/// What the journal keeps of a new billing plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewPlan {
    /// Its identity.
    pub plan: PlanId,
    /// Name.
    pub name: String,
    /// What it is for.
    pub plan_kind: PlanKind,
    /// The Azure subscription charged.
    pub subscription: SubscriptionId,
    /// A resource group of it.
    pub resource_group: String,
    /// The region whose environments can be linked; empty for a Copilot Chat plan, which has none.
    pub region: String,
    /// Products whose meters it bears; empty for a Copilot Chat plan, which has no choice. Version 1 had none.
    pub products: Vec<PlanProduct>,
    /// When it is provisioned; `None` where it was at once. Version 1 had none.
    pub ready_at: Option<Instant>,
}

/// How far along a plan is.
///
/// Source: the Terraform provider for Power Platform (2026-08-21), which waits for one of the other two after a creation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanStatus {
    /// It is being made in Azure and pays for nothing yet.
    Provisioning,
    /// It pays.
    Enabled,
    /// It pays for nothing, and keeps its environments.
    Disabled,
}

impl PlanStatus {
    /// The label on screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Provisioning => "Provisioning",
            Self::Enabled => "Enabled",
            Self::Disabled => "Disabled",
        }
    }
}

/// A change of a plan's budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanBudgetChange {
    /// When.
    pub at: Instant,
    /// Who did it.
    pub by: PersonId,
    /// The budget since; `None` where it was removed.
    pub budget: Option<PlanBudget>,
}

/// What the action of a budget did: it took environments off the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanBudgetAct {
    /// The plan.
    pub plan: PlanId,
    /// Per cent of the budget that was reached.
    pub percent: u8,
    /// The budget, in 1e-8 US dollars.
    pub amount: i64,
    /// Cost of the complete days of the period, in 1e-8 US dollars.
    pub spent: i64,
    /// First instant of the budget period.
    pub from: Instant,
    /// Environments that were taken off.
    pub environments: Vec<EnvironmentId>,
}

/// A billing plan of the Power Platform admin center.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingPlan {
    /// What holds of it; name and products may have been changed since it was made.
    pub facts: NewPlan,
    /// Name of its account resource in Azure, which keeps the name that the plan was made with.
    ///
    /// Source: Microsoft, Set up pay-as-you-go (2025-01-27): `Microsoft.PowerPlatform/accounts`, named as the plan.
    pub account: String,
    /// Whether it was left enabled. A disabled plan keeps its environments.
    pub enabled: bool,
    /// When it was made.
    pub created_at: Instant,
    /// Who made it.
    pub created_by: PersonId,
    /// Place in the journal of its creation.
    pub created_seq: u64,
    /// Its budget in Azure and every change of it, oldest first.
    pub budgets: Vec<PlanBudgetChange>,
    /// What actions of its budget did and when, oldest first.
    pub budget_acts: Vec<(Instant, PlanBudgetAct)>,
    /// When it was deleted. What it paid until then stays charged to it.
    pub deleted_at: Option<Instant>,
    /// Place in the journal of its last change, links included.
    pub revision: u64,
}

impl BillingPlan {
    /// How far along it is in a second.
    #[must_use]
    pub fn status_at(&self, at: i64) -> PlanStatus {
        if !self.enabled {
            PlanStatus::Disabled
        } else if self.facts.ready_at.is_some_and(|ready| at < ready.timestamp()) {
            PlanStatus::Provisioning
        } else {
            PlanStatus::Enabled
        }
    }

    /// Its budget in Azure.
    #[must_use]
    pub fn budget(&self) -> Option<&PlanBudget> {
        self.budgets.last().and_then(|change| change.budget.as_ref())
    }

    /// Whether it bears the meter of Copilot Credits.
    #[must_use]
    pub fn meters_credits(&self) -> bool {
        match self.facts.plan_kind {
            PlanKind::CopilotChat => true,
            PlanKind::AzureSubscription => self.facts.products.contains(&PlanProduct::CopilotStudio),
        }
    }
}
