//! What somebody asks of billing plans, and why it is refused.
//!
//! What the decisions are is in `decide`; what a plan is, in [`crate::platform`].

use crate::articles::ArticleKey;
use crate::ids::{EnvironmentId, PlanId, SubscriptionId};
use crate::platform::{PlanKind, PlanProduct};

/// A billing plan, and the revision of it that the wish rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanTarget {
    /// The plan.
    pub plan: PlanId,
    /// Its revision when it was shown.
    pub revision: Option<u64>,
}

/// What a new billing plan should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatePlan {
    /// Name.
    pub name: String,
    /// What it is for.
    pub kind: PlanKind,
    /// Azure subscription.
    pub subscription: SubscriptionId,
    /// Resource group of it.
    pub resource_group: String,
    /// Region; ignored for a Copilot Chat plan.
    pub region: String,
    /// Products whose meters it bears; ignored for a Copilot Chat plan.
    pub products: Vec<PlanProduct>,
    /// Environments to link at once; ignored for a Copilot Chat plan, which has its own.
    pub environments: Vec<EnvironmentId>,
    /// Whether an environment that is linked elsewhere is taken off that plan.
    pub move_linked: bool,
}

/// What somebody asks of billing plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanCommand {
    /// Make a billing plan.
    Create(CreatePlan),
    /// Save *Edit*. What is `None` stays.
    Edit {
        /// The plan.
        target: PlanTarget,
        /// Name.
        name: Option<String>,
        /// Products whose meters it bears.
        products: Option<Vec<PlanProduct>>,
        /// Whether it should pay.
        enabled: Option<bool>,
    },
    /// Link environments to a plan, and take others off it.
    Link {
        /// The plan.
        target: PlanTarget,
        /// Environments to link.
        add: Vec<EnvironmentId>,
        /// Environments to take off.
        remove: Vec<EnvironmentId>,
        /// Whether an environment that is linked elsewhere is taken off that plan.
        move_linked: bool,
    },
    /// Delete a plan.
    Delete {
        /// The plan.
        target: PlanTarget,
    },
}

impl PlanCommand {
    /// The subscription that it bills to, where one is named.
    #[must_use]
    pub const fn subscription(&self) -> Option<SubscriptionId> {
        match self {
            Self::Create(wish) => Some(wish.subscription),
            _ => None,
        }
    }
}

/// Why something is refused about billing plans.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanRefusal {
    /// No such plan.
    #[error("There is no billing plan with this ID; it may have been deleted")]
    Unknown,
    /// An environment administrator may change only what they made.
    #[error("{actor} is Environment administrator and can change only billing plans of their own; \"{plan}\" is not")]
    NotYours {
        /// Name of the acting person.
        actor: String,
        /// Name of the plan.
        plan: String,
    },
    /// A plan without a meter would bear nothing.
    #[error("Choose at least one Power Platform product")]
    NoProduct,
    /// A Copilot Chat plan has no products to choose.
    #[error("\"{0}\" is a Microsoft 365 Copilot Chat plan, which has no products to choose")]
    NoChoiceOfProducts(String),
    /// The environment can't be linked to the plan.
    #[error("\"{environment}\" is a {kind} environment, which can't be linked to a billing plan of this kind")]
    NotLinkable {
        /// Name of the environment.
        environment: String,
        /// Its kind.
        kind: &'static str,
    },
    /// Environment and plan lie in different regions.
    #[error("\"{environment}\" is in {of_environment}, the billing plan in {of_plan}; they must be in the same region")]
    RegionDiffers {
        /// Name of the environment.
        environment: String,
        /// Its region.
        of_environment: String,
        /// The plan's region.
        of_plan: String,
    },
    /// The environment is linked to a plan.
    #[error("\"{environment}\" is linked to the billing plan \"{plan}\" already; an environment has one plan")]
    AlreadyLinked {
        /// Name of the environment.
        environment: String,
        /// Name of the plan.
        plan: String,
    },
    /// The environment is not linked to the plan.
    #[error("\"{environment}\" is not linked to the billing plan \"{plan}\"")]
    NotLinked {
        /// Name of the environment.
        environment: String,
        /// Name of the plan.
        plan: String,
    },
    /// Nothing would change.
    #[error("{0}")]
    AsBefore(String),
}

impl PlanRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "not_found",
            Self::NotYours { .. } => "not_allowed",
            Self::NoProduct | Self::NoChoiceOfProducts(_) => "invalid_field",
            Self::NotLinkable { .. }
            | Self::RegionDiffers { .. }
            | Self::AlreadyLinked { .. }
            | Self::NotLinked { .. }
            | Self::AsBefore(_) => "conflict",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::Unknown => Some("plan"),
            Self::NoProduct | Self::NoChoiceOfProducts(_) => Some("products"),
            Self::NotLinkable { .. }
            | Self::RegionDiffers { .. }
            | Self::AlreadyLinked { .. }
            | Self::NotLinked { .. } => Some("environment"),
            Self::NotYours { .. } | Self::AsBefore(_) => None,
        }
    }

    /// The public article that says why, where one does.
    #[must_use]
    pub const fn article(&self) -> Option<ArticleKey> {
        match self {
            Self::NotYours { .. }
            | Self::NoProduct
            | Self::NoChoiceOfProducts(_)
            | Self::NotLinkable { .. }
            | Self::RegionDiffers { .. }
            | Self::AlreadyLinked { .. } => Some(ArticleKey::PayAsYouGoPlans),
            Self::Unknown | Self::NotLinked { .. } | Self::AsBefore(_) => None,
        }
    }
}
