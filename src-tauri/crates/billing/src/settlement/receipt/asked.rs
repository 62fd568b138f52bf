//! Who besides billing policies was asked to pay for a use, in the order of payment, what each had left, and why it passed.

use super::super::working::Step;
use super::super::{PayAsYouGo, Payer, considering};
use crate::ids::PlanId;
use crate::offers::PlanName;
use crate::payment::{Considered, Pass};
use crate::tenant::Tenant;

/// The steps, in the order of payment, in whatever order they were considered.
pub(super) fn steps(tenant: &Tenant, considered: &[Considered]) -> Vec<Step> {
    let mut ordered = considered.to_vec();
    ordered.sort_by_key(place);
    considering(tenant, &ordered)
}

/// Where it stands in the order of payment: allocation, pool, what charges, pre-purchase before pay-as-you-go, over capacity.
const fn place(step: &Considered) -> u8 {
    match step {
        Considered::Passed(Pass::NoCreditPolicy | Pass::NothingAllocated) => 0,
        Considered::Asked {
            payer: Payer::Allocation(_),
            ..
        } => 1,
        Considered::Passed(Pass::DrawOff | Pass::NothingOwned) => 2,
        Considered::Asked {
            payer: Payer::TenantPool,
            ..
        } => 3,
        Considered::Passed(_) => 4,
        Considered::Asked {
            payer: Payer::PrePurchase(..),
            ..
        } => 5,
        Considered::Asked {
            payer: Payer::PayAsYouGo(_),
            ..
        } => 6,
        Considered::Asked {
            payer: Payer::OverCapacity,
            ..
        } => 7,
    }
}

/// A payer at the beginning of a sentence.
pub(super) fn payer(tenant: &Tenant, payer: Payer) -> String {
    let platform = tenant.platform.now();
    match payer {
        Payer::PayAsYouGo(arrangement) => format!("Pay-as-you-go under {}", arrangement_name(tenant, arrangement)),
        Payer::PrePurchase(purchase, arrangement) => {
            let facts = platform.purchase(purchase).map(|known| &known.facts);
            let family = match facts.map(|facts| facts.family) {
                Some(PlanName::Agent) => "Agent Pre-Purchase Plan",
                _ => "Copilot Credit Pre-Purchase Plan",
            };
            let tier = facts.map_or(0, |facts| facts.tier);
            let scope = arrangement_name(tenant, arrangement);
            format!("The {family}, tier {tier}, whose scope holds where {scope} is billed,")
        }
        Payer::Allocation(id) => {
            let name = platform.environment(id).map_or("", |known| &known.facts.name);
            format!("Prepaid capacity allocated to the environment \"{name}\"")
        }
        Payer::TenantPool => "Prepaid capacity of the tenant that is allocated to no environment".to_owned(),
        Payer::OverCapacity => "Use over prepaid capacity".to_owned(),
    }
}

fn arrangement_name(tenant: &Tenant, arrangement: PayAsYouGo) -> String {
    match arrangement {
        PayAsYouGo::Policy(id) => {
            let name = tenant.policy_ever(id).map_or("", |policy| &policy.name);
            format!("the billing policy \"{name}\"")
        }
        PayAsYouGo::Plan(id) => format!("the billing plan \"{}\"", plan_name(tenant, id)),
    }
}

fn plan_name(tenant: &Tenant, id: PlanId) -> &str {
    tenant.platform.now().plan(id).map_or("", |plan| &plan.facts.name)
}
