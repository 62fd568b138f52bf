//! Who besides billing policies was asked to pay for a use, in the order of payment, what each had left, and why it passed.

use super::super::working::Step;
use super::super::{PayAsYouGo, Payer};
use super::counted;
use crate::ids::PlanId;
use crate::offers::PlanName;
use crate::payment::{Considered, Pass};
use crate::settings::SettingKey;
use crate::tenant::Tenant;
use crate::units::Credits;

const CAPACITY: &str = "Microsoft, Manage Copilot Credits and capacity (2026-09-18)";
const CREDIT_POLICIES: &str =
    "Microsoft, Use Copilot Studio capacity packs for Microsoft 365 Copilot Chat (2026-09-25)";
const PLANS: &str = "Microsoft, Set up pay-as-you-go (2025-01-27)";
const PRE_PURCHASE: &str =
    "Microsoft, Copilot Credit Pre-Purchase Plan (2026-07-17); Agent Pre-Purchase Plan (2025-11-12)";
const PRICE: &str = "Microsoft, Meters for Microsoft 365 Copilot pay-as-you-go (2025-06-16)";
const CREDITS: &str = "Copilot Credits";

/// The steps, in the order of payment, in whatever order they were considered.
pub(super) fn steps(tenant: &Tenant, considered: &[Considered]) -> Vec<Step> {
    let mut ordered = considered.to_vec();
    ordered.sort_by_key(place);
    ordered.iter().map(|step| tell(tenant, *step)).collect()
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

fn tell(tenant: &Tenant, step: Considered) -> Step {
    match step {
        Considered::Passed(pass) => passed(tenant, pass),
        Considered::Asked { payer, left, took } => asked(tenant, payer, left, took),
    }
}

fn asked(tenant: &Tenant, who: Payer, left: Option<Credits>, took: Credits) -> Step {
    let name = payer(tenant, who);
    let pays = if took == Credits::ZERO {
        "pays nothing of it".to_owned()
    } else {
        format!("pays {}", counted(took, CREDITS))
    };
    let text = match left {
        None => format!("{name} is asked: it has no ceiling, and {pays}."),
        Some(Credits::ZERO) => format!("{name} is asked: nothing is left of it, so it {pays}."),
        Some(left) => format!(
            "{name} is asked: {} are left of it, and it {pays}.",
            counted(left, CREDITS)
        ),
    };
    let source = match who {
        Payer::PayAsYouGo(_) => PRICE,
        Payer::PrePurchase(..) => PRE_PURCHASE,
        Payer::Allocation(_) | Payer::TenantPool | Payer::OverCapacity => CAPACITY,
    };
    Step::of_source(text, source)
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

fn passed(tenant: &Tenant, pass: Pass) -> Step {
    let plan = |id: PlanId, why: &str| {
        let name = plan_name(tenant, id);
        Step::of_source(format!("The billing plan \"{name}\" passes: {why}."), PLANS)
    };
    match pass {
        Pass::NoCreditPolicy => Step::of_source(
            "Prepaid capacity passes: for Microsoft 365 Copilot Chat it pays only where a Copilot credit policy covers the \
             person."
                .to_owned(),
            CREDIT_POLICIES,
        ),
        Pass::NothingAllocated => {
            Step::of_source("The environment has no prepaid capacity allocated to it.".to_owned(), CAPACITY)
        }
        Pass::DrawOff => Step::of_source(
            "The tenant's pool passes: \"Draw from the available capacity in my tenant\" is off for the environment."
                .to_owned(),
            CAPACITY,
        ),
        Pass::NothingOwned => Step::of_source("The tenant owns no prepaid capacity.".to_owned(), CAPACITY),
        Pass::NoPlan => Step::of_source("The environment is linked to no billing plan.".to_owned(), PLANS),
        Pass::BillingOff(id) => plan(
            id,
            "\"Bill to my pay-as-you-go billing plan\" is off for the environment",
        ),
        Pass::PlanDisabled(id) => plan(id, "it is disabled"),
        Pass::PlanNotChargeable(id, by) => Step {
            text: format!(
                "The billing plan \"{}\" passes: what it is billed to can't be charged.",
                plan_name(tenant, id)
            ),
            source: Some(format!("Meterdesk's setting \"{}\"", by.switch().setting().label)),
            assumption: true,
        },
        Pass::OtherCenterPays(other) => Step {
            text: format!(
                "Both admin centers cover the use, and it is charged once: {} isn't asked.",
                arrangement_name(tenant, other)
            ),
            source: Some(format!(
                "Meterdesk's setting \"{}\"",
                SettingKey::DoubleCoverage.setting().label
            )),
            assumption: true,
        },
    }
}
