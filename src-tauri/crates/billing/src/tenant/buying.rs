//! What somebody asks of what is bought, and why it is refused: packs, licences with credits, pre-purchase plans, credits for
//! Copilot Chat.
//!
//! What the decisions are is in `decide`; what was bought, in [`crate::platform`].

use crate::articles::ArticleKey;
use crate::ids::{CreditPolicyId, SubscriptionId};
use crate::offers::PlanName;
use crate::platform::{PurchaseChannel, PurchaseScope};
use crate::tenant::Scope;
use crate::units::Credits;

/// What somebody asks of what is bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuyingCommand {
    /// Buy capacity packs.
    BuyPacks {
        /// How many.
        packs: u32,
        /// Through which channel.
        channel: PurchaseChannel,
    },
    /// Remove capacity packs.
    ReturnPacks {
        /// How many.
        packs: u32,
    },
    /// Say how many licences include credits.
    SetIncluded {
        /// How many.
        licences: u32,
    },
    /// Buy a pre-purchase plan.
    BuyPrePurchase {
        /// Family.
        family: PlanName,
        /// Tier.
        tier: u8,
        /// Whose pay-as-you-go it pays down.
        within: PurchaseScope,
        /// Whether it is bought again at the end of a term.
        auto_renew: bool,
    },
    /// Tick or clear *Apply available Microsoft Copilot Studio credit capacity to Microsoft 365 Copilot Chat*.
    ApplyCreditsToChat {
        /// Whether it is ticked.
        applied: bool,
    },
    /// Make a Copilot credit policy.
    CreateCreditPolicy {
        /// Name.
        name: String,
        /// Whom it covers.
        scope: Scope,
    },
    /// Delete a Copilot credit policy.
    DeleteCreditPolicy {
        /// The policy.
        credit_policy: CreditPolicyId,
    },
}

impl BuyingCommand {
    /// The subscription that it is for, where one is named.
    #[must_use]
    pub const fn subscription(&self) -> Option<SubscriptionId> {
        match self {
            Self::BuyPrePurchase {
                within: PurchaseScope::Subscription { subscription } | PurchaseScope::ResourceGroup { subscription, .. },
                ..
            } => Some(*subscription),
            _ => None,
        }
    }
}

/// Why something is refused about what is bought.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuyingRefusal {
    /// Less would be owned than is allocated.
    #[error(
        "{left} Copilot Credits a month would be left, and {allocated} are allocated to environments; lower the allocations \
         by {} first",
        *allocated - *left
    )]
    BelowAllocated {
        /// What would be owned.
        left: Credits,
        /// What is allocated.
        allocated: Credits,
    },
    /// There are no credits to apply.
    #[error("The tenant owns no Copilot Credits that could be applied; buy a capacity pack first")]
    NothingOwned,
    /// The box stands so already.
    #[error("{}", if *.0 { "Available credits are applied to Microsoft 365 Copilot Chat already" } else { "Available credits are not applied to Microsoft 365 Copilot Chat" })]
    ChatAsBefore(bool),
    /// A management group has a name.
    #[error("Enter the name of the management group")]
    ManagementGroupBlank,
}

impl BuyingRefusal {
    /// The code of the contract.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ManagementGroupBlank => "invalid_field",
            Self::BelowAllocated { .. } | Self::NothingOwned | Self::ChatAsBefore(_) => "conflict",
        }
    }

    /// The request's field to blame, where one is.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::BelowAllocated { .. } => Some("packs"),
            Self::ManagementGroupBlank => Some("managementGroup"),
            Self::NothingOwned | Self::ChatAsBefore(_) => None,
        }
    }

    /// The public article that says why, where one does.
    #[must_use]
    pub const fn article(&self) -> Option<ArticleKey> {
        match self {
            Self::BelowAllocated { .. } | Self::NothingOwned => Some(ArticleKey::CapacityPacks),
            Self::ManagementGroupBlank => Some(ArticleKey::PrePurchasePlan),
            Self::ChatAsBefore(_) => None,
        }
    }
}
