//! What was considered on the way to a payer, as sentences with their sources.

use super::working::Step;
use super::{PayAsYouGo, Payer};
use crate::payment::{Considered, Pass};
use crate::tenant::{Impediment, Tenant};
use crate::units::Credits;

const DYNAMICS: &str = "Manage consumption-based billing and capacity (Dynamics 365, 2025-09-29)";
const CAPACITY: &str = "Microsoft, Manage Copilot Credits and capacity (2026-09-18)";
const PRE_PURCHASE: &str = "Microsoft, Copilot Credit Pre-Purchase Plan (2026-07-17)";
const PLANS: &str = "Microsoft, Set up pay-as-you-go (2025-01-27)";
const BOTH_CENTERS: &str = "Microsoft, Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21)";
const CHAT_CREDITS: &str = "Microsoft, Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat (2026-09-25)";

/// Each payer in the order in which it was considered: what it had left, why it paid or was passed over.
#[must_use]
pub fn considering(tenant: &Tenant, considered: &[Considered]) -> Vec<Step> {
    considered.iter().map(|one| step(tenant, one)).collect()
}

fn step(tenant: &Tenant, considered: &Considered) -> Step {
    match considered {
        Considered::Asked { payer, left, took } => asked(tenant, *payer, *left, *took),
        Considered::Passed(pass) => passed(tenant, *pass),
    }
}

fn asked(tenant: &Tenant, payer: Payer, left: Option<Credits>, took: Credits) -> Step {
    let platform = tenant.platform.now();
    let who = match payer {
        Payer::Allocation(id) => {
            let name = platform.environment(id).map_or("", |known| &known.facts.name);
            format!("The capacity allocated to \"{name}\"")
        }
        Payer::TenantPool => "The tenant's pool of unallocated capacity".to_owned(),
        Payer::PrePurchase(_, of) => format!("The pre-purchase plan whose scope holds {}", billed_to(tenant, of)),
        Payer::PayAsYouGo(of) => format!("Pay-as-you-go under {}", billed_to(tenant, of)),
        Payer::OverCapacity => "Prepaid, over capacity: use between full capacity and enforcement".to_owned(),
    };
    let text = match (left, took) {
        (Some(left), Credits::ZERO) => format!("{who} had {left} Copilot Credits left, so it passed."),
        (Some(left), took) => format!("{who} had {left} Copilot Credits left and paid {took}."),
        (None, took) => format!("{who} took {took} Copilot Credits."),
    };
    let source = match payer {
        Payer::PrePurchase(..) => PRE_PURCHASE,
        _ => CAPACITY,
    };
    Step {
        text,
        source: Some(source.to_owned()),
        assumption: payer == Payer::OverCapacity,
    }
}

fn passed(tenant: &Tenant, pass: Pass) -> Step {
    let plan = |id| format!("The billing plan \"{}\"", plan_name(tenant, id));
    let (text, source) = match pass {
        Pass::NoCreditPolicy => (
            "No Copilot credit policy covers the person, nor a billing policy that available credits are applied to: prepaid \
             capacity does not pay."
                .to_owned(),
            Some(CHAT_CREDITS),
        ),
        Pass::NothingAllocated => ("The environment has no capacity of its own.".to_owned(), None),
        Pass::DrawOff => (
            "The environment may not draw from the available capacity in the tenant.".to_owned(),
            Some(CAPACITY),
        ),
        Pass::NothingOwned => ("The tenant owns no prepaid capacity.".to_owned(), None),
        Pass::NotLinked => (
            "The Dynamics 365 environment is not linked to a Power Platform environment: nothing pays for its agents."
                .to_owned(),
            Some(DYNAMICS),
        ),
        Pass::NoPlan => ("The environment is linked to no billing plan.".to_owned(), None),
        Pass::BillingOff(id) => (
            format!("{} is linked, but billing to it is off for the environment.", plan(id)),
            Some(CAPACITY),
        ),
        Pass::PlanDisabled(id) => (format!("{} is disabled, so it pays for nothing.", plan(id)), None),
        Pass::PlanProvisioning(id) => (
            format!("{} is still being provisioned, so it pays for nothing yet.", plan(id)),
            None,
        ),
        Pass::PlanWithoutMeter(id) => (
            format!("{} doesn't bear the meter of Copilot Studio.", plan(id)),
            Some(PLANS),
        ),
        Pass::PlanNotChargeable(id, by) => {
            let why = match by {
                Impediment::SubscriptionDisabled => "its Azure subscription is disabled",
                Impediment::ResourceGroupDeleted => "its resource group was deleted",
                _ => "whoever made it is neither Owner nor Contributor any more",
            };
            (format!("{} can't be charged: {why}.", plan(id)), None)
        }
        Pass::OtherCenterPays(other) => {
            let text = format!(
                "{} covers the use too. Nobody is charged twice; which of the two is charged isn't published.",
                capitalised(&billed_to(tenant, other))
            );
            (text, Some(BOTH_CENTERS))
        }
    };
    Step {
        text,
        source: source.map(str::to_owned),
        assumption: matches!(pass, Pass::OtherCenterPays(_) | Pass::PlanProvisioning(_)),
    }
}

fn plan_name(tenant: &Tenant, id: crate::ids::PlanId) -> String {
    let known = tenant.platform.now().plan(id);
    known.map_or_else(String::new, |plan| plan.facts.name.clone())
}

fn billed_to(tenant: &Tenant, of: PayAsYouGo) -> String {
    match of {
        PayAsYouGo::Policy(id) => {
            let name = tenant.policy_ever(id).map_or("", |policy| &policy.name);
            format!("the billing policy \"{name}\"")
        }
        PayAsYouGo::Plan(id) => format!("the billing plan \"{}\"", plan_name(tenant, id)),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
