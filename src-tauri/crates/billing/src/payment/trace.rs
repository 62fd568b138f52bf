//! What was considered on the way to a payer, for the working of a use.

use crate::ids::PlanId;
use crate::settlement::{PayAsYouGo, Payer};
use crate::tenant::Impediment;
use crate::units::Credits;

/// Why something that might have paid was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// Nobody covered by a Copilot credit policy asked: prepaid capacity doesn't pay for Copilot Chat then.
    NoCreditPolicy,
    /// The environment has no allocation of its own.
    NothingAllocated,
    /// The Dynamics 365 environment is not linked to a Power Platform environment.
    NotLinked,
    /// The environment may not draw on the tenant's pool.
    DrawOff,
    /// The tenant owns no prepaid capacity.
    NothingOwned,
    /// The environment is linked to no billing plan.
    NoPlan,
    /// *Bill to my pay-as-you-go billing plan* is off.
    BillingOff(PlanId),
    /// The billing plan is disabled.
    PlanDisabled(PlanId),
    /// The billing plan is still being provisioned.
    PlanProvisioning(PlanId),
    /// The billing plan doesn't bear the meter of Copilot Studio.
    PlanWithoutMeter(PlanId),
    /// The billing plan's subscription can't be charged.
    PlanNotChargeable(PlanId, Impediment),
    /// Both admin centers cover the use, and it is charged once: the other one's set-up pays.
    OtherCenterPays(PayAsYouGo),
}

/// One step on the way to whoever pays, in the order in which it was considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Considered {
    /// Something that pays.
    Asked {
        /// Who.
        payer: Payer,
        /// What was left; `None` where there is no bound.
        left: Option<Credits>,
        /// What it paid of this use.
        took: Credits,
    },
    /// Something that might have paid.
    Passed(Pass),
}
