//! What somebody asks of the Power Platform side of billing, and why it is refused.
//!
//! Only what correctness needs is asked of an act here. What the decisions are is in `decide`.

use crate::ids::EnvironmentId;
use crate::ids::SubscriptionId;
use crate::platform::{AgentKind, AgentLimit, EnvironmentKind, Workload};
use crate::tenant::buying::BuyingCommand;
use crate::tenant::plan_budgets::PlanBudgetCommand;
use crate::tenant::plans::PlanCommand;
use crate::units::Credits;

/// An environment, and the revision of it that the wish rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnvironmentTarget {
    /// The environment.
    pub environment: EnvironmentId,
    /// Its revision when it was shown.
    pub revision: Option<u64>,
}

/// What somebody asks of the Power Platform side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlatformCommand {
    /// Make an environment known.
    CreateEnvironment {
        /// Name.
        name: String,
        /// What it is for.
        kind: EnvironmentKind,
        /// Region.
        region: String,
        /// Whether it is a Managed Environment.
        managed: bool,
        /// What of Microsoft's own runs in it.
        workload: Workload,
    },
    /// Make a production environment known that is there already, under the identity that a file tells.
    AddEnvironment {
        /// Its identity.
        environment: EnvironmentId,
        /// Name.
        name: String,
        /// Region.
        region: String,
    },
    /// Save the pane *Manage capacity* for an environment. What is `None` stays.
    SetAllocation {
        /// The environment.
        target: EnvironmentTarget,
        /// Credits a month.
        credits: Option<Credits>,
        /// *Draw from the available capacity in my tenant*.
        draw: Option<bool>,
        /// *Bill to my pay-as-you-go billing plan*.
        bill_to_plan: Option<bool>,
    },
    /// Buy something, return it, or say what it may be used for.
    Buying(BuyingCommand),
    /// Change something about billing plans.
    Plan(PlanCommand),
    /// Change something about a billing plan's budget in Azure.
    PlanBudget(PlanBudgetCommand),
    /// Set, change or remove an agent's monthly limit.
    SetAgentLimit {
        /// The environment.
        environment: EnvironmentId,
        /// Name of the agent.
        agent: String,
        /// The limit; `None` removes it.
        limit: Option<AgentLimit>,
    },
    /// Say whose agent it is.
    SetAgentKind {
        /// The environment.
        environment: EnvironmentId,
        /// Name of the agent.
        agent: String,
        /// Whose.
        kind: AgentKind,
    },
}

impl PlatformCommand {
    /// The subscription that it bills to, where one is named.
    #[must_use]
    pub const fn subscription(&self) -> Option<SubscriptionId> {
        match self {
            Self::Plan(command) => command.subscription(),
            Self::Buying(command) => command.subscription(),
            _ => None,
        }
    }
}

/// Why something is refused on the Power Platform side.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlatformRefusal {
    /// The acting person holds none of the roles that it takes.
    #[error("{actor} can't do this: the role {needed} is needed")]
    RoleMissing {
        /// Name of the acting person.
        actor: String,
        /// The roles, as a sentence names them.
        needed: String,
    },
    /// A name is blank.
    #[error("Enter a name for the {0}")]
    NameBlank(&'static str),
    /// A name is longer than it may be.
    #[error("Use at most {limit} characters; this name has {length}")]
    NameTooLong {
        /// Characters allowed.
        limit: usize,
        /// Characters given.
        length: usize,
    },
    /// A name is taken.
    #[error("There is already a {what} named \"{name}\"")]
    NameTaken {
        /// What is to be named.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A tenant has one environment of the kind.
    #[error("The tenant has a {0} environment already")]
    OnlyOne(&'static str),
    /// No such region.
    #[error("There is no region \"{0}\"; choose one of the list")]
    RegionUnknown(String),
    /// No such environment.
    #[error("There is no environment with this ID")]
    EnvironmentUnknown,
    /// No such credit policy.
    #[error("There is no Copilot credit policy with this ID; it may have been deleted")]
    CreditPolicyUnknown,
    /// More would be allocated than is owned.
    #[error(
        "{} Copilot Credits are available to allocate, and this takes {} more than before",
        available,
        more
    )]
    NotEnoughCapacity {
        /// What is left to allocate.
        available: Credits,
        /// What the environment would get beyond what it has.
        more: Credits,
    },
    /// Less would be owned than is allocated.
    #[error("{allocated} Copilot Credits are allocated to environments; lower that first")]
    Allocated {
        /// What is allocated.
        allocated: Credits,
    },
    /// An amount is no amount that can be taken.
    #[error("{message}")]
    Amount {
        /// What is wrong, and what can be given.
        message: String,
        /// The request's field.
        field: &'static str,
    },
    /// Nothing would change.
    #[error("{0}")]
    AsBefore(String),
    /// Nothing can pay for the environment, so an agent there can have no limit.
    #[error("No environment allocation or tenant pool found for \"{0}\", and no billing plan: nothing there can pay")]
    NoCapacitySource(String),
    /// No such tier.
    #[error("There is no tier {tier} of this pre-purchase plan; choose 1 to {most}")]
    TierUnknown {
        /// The tier asked for.
        tier: u8,
        /// The last one.
        most: usize,
    },
    /// It was not on sale.
    #[error("{0} is not on sale yet at this simulated time")]
    NotOnSale(&'static str),
    /// A tenant has as many credit policies as it may.
    #[error("A tenant can have {0} Copilot credit policies; delete one first")]
    TooManyCreditPolicies(usize),
}

impl PlatformRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RoleMissing { .. } => "not_allowed",
            Self::EnvironmentUnknown | Self::CreditPolicyUnknown => "not_found",
            Self::NotEnoughCapacity { .. } | Self::TooManyCreditPolicies(_) => "limit_reached",
            Self::NameBlank(_)
            | Self::NameTooLong { .. }
            | Self::NameTaken { .. }
            | Self::RegionUnknown(_)
            | Self::Amount { .. }
            | Self::TierUnknown { .. } => "invalid_field",
            Self::OnlyOne(_)
            | Self::Allocated { .. }
            | Self::AsBefore(_)
            | Self::NoCapacitySource(_)
            | Self::NotOnSale(_) => "conflict",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::NameBlank(_) | Self::NameTooLong { .. } | Self::NameTaken { .. } => Some("name"),
            Self::OnlyOne(_) => Some("kind"),
            Self::RegionUnknown(_) => Some("region"),
            Self::EnvironmentUnknown | Self::NoCapacitySource(_) => Some("environment"),
            Self::CreditPolicyUnknown => Some("creditPolicy"),
            Self::NotEnoughCapacity { .. } => Some("credits"),
            Self::Amount { field, .. } => Some(field),
            Self::TierUnknown { .. } => Some("tier"),
            Self::Allocated { .. } => Some("licences"),
            Self::RoleMissing { .. } | Self::AsBefore(_) | Self::NotOnSale(_) | Self::TooManyCreditPolicies(_) => None,
        }
    }
}
