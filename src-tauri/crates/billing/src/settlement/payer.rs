//! Who pays for credits that have to be paid: prepaid capacity, a pre-purchase plan, or pay-as-you-go.
//!
//! Only names of payers are here. Which of them pays is decided by settlement.

use crate::ids::{EnvironmentId, PlanId, PolicyId, PurchaseId};

/// A set-up that charges an Azure subscription as it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PayAsYouGo {
    /// A billing policy of the Microsoft 365 admin center.
    Policy(PolicyId),
    /// A billing plan of the Power Platform admin center.
    Plan(PlanId),
}

/// Who paid.
///
/// Source of the kinds: Microsoft, Manage Copilot Credits and capacity (2026-09-18); Copilot Credit Pre-Purchase Plan
/// (2026-07-17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Payer {
    /// Pay-as-you-go, which charges money.
    PayAsYouGo(PayAsYouGo),
    /// A pre-purchase plan, in place of the pay-as-you-go of the set-up that would have charged.
    PrePurchase(PurchaseId, PayAsYouGo),
    /// Prepaid capacity that is allocated to an environment.
    Allocation(EnvironmentId),
    /// Prepaid capacity of the tenant that is allocated to no environment.
    TenantPool,
    /// Prepaid, over capacity: use between full capacity and enforcement. No charge for it is documented (assumption).
    OverCapacity,
}

const PLAN: &str = "plan:";
const PRE_PURCHASE: &str = "prePurchase:";
const ALLOCATION: &str = "allocation:";
const TENANT_POOL: &str = "tenantPool";
const OVER_CAPACITY: &str = "overCapacity";

impl PayAsYouGo {
    fn to_stored(self) -> String {
        match self {
            Self::Policy(policy) => policy.to_string(),
            Self::Plan(plan) => format!("{PLAN}{plan}"),
        }
    }

    fn from_stored(text: &str) -> Option<Self> {
        match text.strip_prefix(PLAN) {
            Some(plan) => plan.parse().ok().map(|id| Self::Plan(PlanId(id))),
            None => text.parse().ok().map(|id| Self::Policy(PolicyId(id))),
        }
    }
}

impl Payer {
    /// Pay-as-you-go under a billing policy.
    #[must_use]
    pub const fn policy(policy: PolicyId) -> Self {
        Self::PayAsYouGo(PayAsYouGo::Policy(policy))
    }

    /// The billing policy whose subscription is charged money.
    #[must_use]
    pub const fn charged_policy(self) -> Option<PolicyId> {
        match self {
            Self::PayAsYouGo(PayAsYouGo::Policy(policy)) => Some(policy),
            _ => None,
        }
    }

    /// Whether money is charged for the very credits.
    #[must_use]
    pub const fn charges(self) -> bool {
        matches!(self, Self::PayAsYouGo(_))
    }

    /// Whether capacity that was bought for the month paid, at its end or beyond.
    #[must_use]
    pub const fn is_prepaid(self) -> bool {
        matches!(self, Self::Allocation(_) | Self::TenantPool | Self::OverCapacity)
    }

    /// The payer as the store keeps it; a billing policy is its bare identity.
    #[must_use]
    pub fn to_stored(self) -> String {
        match self {
            Self::PayAsYouGo(arrangement) => arrangement.to_stored(),
            Self::PrePurchase(purchase, arrangement) => {
                format!("{PRE_PURCHASE}{purchase}:{}", arrangement.to_stored())
            }
            Self::Allocation(environment) => format!("{ALLOCATION}{environment}"),
            Self::TenantPool => TENANT_POOL.to_owned(),
            Self::OverCapacity => OVER_CAPACITY.to_owned(),
        }
    }

    /// The inverse of [`Self::to_stored`].
    #[must_use]
    pub fn from_stored(text: &str) -> Option<Self> {
        if text == TENANT_POOL {
            return Some(Self::TenantPool);
        }
        if text == OVER_CAPACITY {
            return Some(Self::OverCapacity);
        }
        if let Some(environment) = text.strip_prefix(ALLOCATION) {
            return environment.parse().ok().map(|id| Self::Allocation(EnvironmentId(id)));
        }
        if let Some((purchase, arrangement)) = text.strip_prefix(PRE_PURCHASE).and_then(|rest| rest.split_once(':')) {
            let purchase = PurchaseId(purchase.parse().ok()?);
            return Some(Self::PrePurchase(purchase, PayAsYouGo::from_stored(arrangement)?));
        }
        PayAsYouGo::from_stored(text).map(Self::PayAsYouGo)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_payer_survives_being_stored() {
        let id = Uuid::from_u128;
        let arrangements = [PayAsYouGo::Policy(PolicyId(id(1))), PayAsYouGo::Plan(PlanId(id(2)))];
        let payers = arrangements
            .into_iter()
            .flat_map(|arrangement| {
                [
                    Payer::PayAsYouGo(arrangement),
                    Payer::PrePurchase(PurchaseId(id(3)), arrangement),
                ]
            })
            .chain([
                Payer::Allocation(EnvironmentId(id(4))),
                Payer::TenantPool,
                Payer::OverCapacity,
            ]);
        for payer in payers {
            assert_eq!(Payer::from_stored(&payer.to_stored()), Some(payer), "{payer:?}");
        }
        assert_eq!(Payer::from_stored("plan:"), None);
        assert_eq!(Payer::from_stored("nobody"), None);
    }
}
