//! The Power Platform side of billing: environments, prepaid capacity, billing plans, pre-purchase plans, limits of agents.
//!
//! What acts have made of it is folded here, in order, so that the same fold answers for now and for any earlier moment.
//! Nothing here decides whether an act may be done, or who pays for a use.

mod agent;
mod dynamics;
mod environment;
mod history;
mod plan;
mod purchase;

use std::collections::BTreeMap;

pub use agent::{Agent, AgentKind, AgentLimit, DYNAMICS_365_AGENTS};
pub use dynamics::{DynamicsAgent, Home, RunCharge, RunLine};
pub use environment::{
    EXTENSION_DAYS, Environment, EnvironmentGroup, EnvironmentKind, NewEnvironment, PLATFORM_REGIONS, Stage,
    VIVA_ENVIRONMENT, Workload,
};
pub use history::{Happened, PlatformTimeline};
pub use plan::{BillingPlan, NewPlan, PlanBudgetAct, PlanBudgetChange, PlanKind, PlanProduct, PlanStatus};
pub use purchase::{NewPurchase, Purchase, PurchaseChannel, PurchaseScope};
use serde::{Deserialize, Serialize};

use crate::ids::{CreditPolicyId, EnvironmentGroupId, EnvironmentId, PlanId, PurchaseId};
use crate::tenant::Scope;
use crate::time::Instant;
use crate::units::Credits;
use crate::usage::Service;

/// What the journal keeps of a new Copilot credit policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewCreditPolicy {
    /// Its identity.
    pub credit_policy: CreditPolicyId,
    /// Name.
    pub name: String,
    /// Whom it covers.
    pub scope: Scope,
}

/// A Copilot credit policy: lets people's Copilot Chat draw prepaid credits first.
///
/// Source: Microsoft, Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat (2026-09-25).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditPolicy {
    /// What was decided when it was made.
    pub facts: NewCreditPolicy,
    /// When it was made.
    pub created_at: Instant,
    /// Place in the journal of its creation.
    pub created_seq: u64,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

/// What the two boxes and the amount of the pane *Manage capacity* say of an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AllocationFacts {
    /// The environment.
    pub environment: EnvironmentId,
    /// Micro-credits a month.
    pub credits: i64,
    /// *Draw from the available capacity in my tenant*.
    pub draw: bool,
    /// *Bill to my pay-as-you-go billing plan*.
    pub bill_to_plan: bool,
}

/// Everything of the Power Platform that billing needs, at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Platform {
    /// Environments, oldest first. They are never removed.
    pub environments: Vec<Environment>,
    /// Groups of environments, oldest first.
    pub groups: Vec<EnvironmentGroup>,
    /// Billing plans, oldest first, deleted ones too: what they paid stays charged to them.
    pub plans: Vec<BillingPlan>,
    /// Micro-credits a month of all capacity packs together.
    pub packs: Credits,
    /// Capacity packs.
    pub pack_count: u32,
    /// When the first pack was bought: where the billing period of packs starts.
    pub first_pack: Option<Instant>,
    /// Licences that include credits, and micro-credits a month of all of them together.
    pub included: (u32, Credits),
    /// Pre-purchase plans, oldest first.
    pub purchases: Vec<Purchase>,
    /// Whether available credits are applied to Copilot Chat of users in connected billing policies.
    pub chat_credits: bool,
    /// Copilot credit policies, oldest first.
    pub credit_policies: Vec<CreditPolicy>,
    /// Agents of which something is set, by environment and name in lower case.
    pub agents: BTreeMap<(EnvironmentId, String), Agent>,
    /// Place in the journal of the last change to owned capacity.
    pub capacity_revision: u64,
}

impl Platform {
    /// Whether nothing of it can ever pay or stop anything.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.environments.is_empty() && self.packs == Credits::ZERO && self.purchases.is_empty()
    }

    /// Micro-credits of prepaid capacity a month: packs, and credits included with licences.
    ///
    /// Source: Microsoft, Manage Copilot Credits and capacity (2026-09-18), Prepaid capacity.
    #[must_use]
    pub fn owned(&self) -> Credits {
        self.packs + self.included.1
    }

    /// Micro-credits allocated to environments together.
    #[must_use]
    pub fn allocated(&self) -> Credits {
        self.environments.iter().map(|known| known.allocated).sum()
    }

    /// The environment.
    #[must_use]
    pub fn environment(&self, id: EnvironmentId) -> Option<&Environment> {
        self.environments.iter().find(|known| known.facts.environment == id)
    }

    /// The environment of a name or identity; case is forgiven.
    #[must_use]
    pub fn environment_named(&self, text: &str) -> Option<&Environment> {
        let wanted = text.trim().to_lowercase();
        self.environments
            .iter()
            .find(|known| known.facts.name.to_lowercase() == wanted || known.facts.environment.to_string() == wanted)
    }

    /// The environment of a kind of which a tenant has one.
    #[must_use]
    pub fn environment_of(&self, kind: EnvironmentKind) -> Option<&Environment> {
        self.environments
            .iter()
            .find(|known| known.facts.environment_kind == kind)
    }

    /// The environment that a use belongs to; `None` where it belongs to none, or to one that the workbook doesn't know.
    ///
    /// Use of Copilot Chat belongs to the environment that is made for it, whatever a row names: capacity for it is allocated
    /// there, and its billing plan is linked there. Use of Copilot Studio that names none belongs to the default environment.
    ///
    /// Sources: Microsoft, Set up pay-as-you-go (2025-01-27), Microsoft 365 Copilot Chat; Business Central: manage
    /// consumption-based billing (2026), the default environment.
    #[must_use]
    pub fn environment_of_use(&self, service: Service, named: &str) -> Option<&Environment> {
        match (service, named.trim()) {
            (Service::SharePointAgents | Service::RetrievalApi, _) => None,
            (Service::CopilotChat, _) => self.environment_of(EnvironmentKind::CopilotChat),
            (Service::CopilotStudio, "") => self.environment_of(EnvironmentKind::Default),
            (Service::CopilotStudio, name) => self.environment_named(name),
        }
    }

    /// Whose agent it is: what somebody said of it in its environment, else what its name says.
    #[must_use]
    pub fn kind_of_agent(&self, environment: Option<EnvironmentId>, agent: &str) -> AgentKind {
        let known = environment.and_then(|id| self.agents.get(&(id, agent.to_lowercase())));
        known.and_then(|known| known.kind).unwrap_or_else(|| {
            if DYNAMICS_365_AGENTS.contains(&agent) {
                AgentKind::Dynamics365
            } else {
                AgentKind::Custom
            }
        })
    }

    /// The group of environments.
    #[must_use]
    pub fn environment_group(&self, id: EnvironmentGroupId) -> Option<&EnvironmentGroup> {
        self.groups.iter().find(|known| known.id == id)
    }

    /// The group whose published rule locks the environment's *Draw from the available capacity in my tenant*.
    #[must_use]
    pub fn draw_lock(&self, environment: &Environment) -> Option<&EnvironmentGroup> {
        let group = environment.group.and_then(|id| self.environment_group(id));
        group.filter(|group| group.draw.is_some())
    }

    /// Billing plans that are not deleted, oldest first.
    pub fn present_plans(&self) -> impl Iterator<Item = &BillingPlan> {
        self.plans.iter().filter(|known| known.deleted_at.is_none())
    }

    /// The plan, also after its deletion.
    #[must_use]
    pub fn plan(&self, id: PlanId) -> Option<&BillingPlan> {
        self.plans.iter().find(|known| known.facts.plan == id)
    }

    /// The pre-purchase plan.
    #[must_use]
    pub fn purchase(&self, id: PurchaseId) -> Option<&Purchase> {
        self.purchases.iter().find(|known| known.facts.purchase == id)
    }

    /// Environments that are linked to a plan, oldest first.
    pub fn linked_to(&self, plan: PlanId) -> impl Iterator<Item = &Environment> {
        self.environments.iter().filter(move |known| known.plan == Some(plan))
    }
}
