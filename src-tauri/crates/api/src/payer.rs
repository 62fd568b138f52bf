//! What payers and other outcomes are called, and in which order screens show them.

use meterdesk_billing::offers::PlanName;
use meterdesk_billing::platform::NewPurchase;
use meterdesk_billing::settlement::{Outcome, PayAsYouGo, Payer};
use meterdesk_billing::tenant::Tenant;

/// Payers are shown by kind: pay-as-you-go of policies and plans, pre-purchase plans, then prepaid capacity. The second
/// number orders those of one kind by age.
pub(crate) fn place(tenant: &Tenant, payer: Payer) -> (u8, u64) {
    let platform = tenant.platform.now();
    match payer {
        Payer::PayAsYouGo(arrangement) => (0, age(tenant, arrangement)),
        Payer::PrePurchase(purchase, _) => (1, platform.purchase(purchase).map_or(0, |known| known.seq)),
        Payer::Allocation(id) => {
            let place = platform
                .environments
                .iter()
                .position(|known| known.facts.environment == id);
            (2, place.map_or(0, |place| place as u64))
        }
        Payer::TenantPool => (3, 0),
        Payer::OverCapacity => (4, 0),
    }
}

fn age(tenant: &Tenant, arrangement: PayAsYouGo) -> u64 {
    match arrangement {
        PayAsYouGo::Policy(policy) => tenant.policy_ever(policy).map_or(0, |policy| policy.created_seq),
        PayAsYouGo::Plan(plan) => tenant.platform.now().plan(plan).map_or(0, |plan| plan.created_seq),
    }
}

/// The name of the policy or plan that paid; for prepaid capacity, whose it is.
pub(crate) fn name(tenant: &Tenant, payer: Payer) -> String {
    let platform = tenant.platform.now();
    match payer {
        Payer::PayAsYouGo(arrangement) => arrangement_name(tenant, arrangement),
        Payer::PrePurchase(purchase, arrangement) => {
            let purchase = platform.purchase(purchase);
            let bought = purchase.map_or_else(String::new, |known| purchase_name(&known.facts));
            format!("{bought}, for {}", arrangement_name(tenant, arrangement))
        }
        Payer::Allocation(id) => {
            let environment = platform.environment(id).map_or("", |known| &known.facts.name);
            format!("Prepaid, allocated to {environment}")
        }
        Payer::TenantPool => "Prepaid, tenant pool".to_owned(),
        Payer::OverCapacity => "Prepaid, over capacity".to_owned(),
    }
}

/// A pre-purchase plan by family and tier.
pub(crate) fn purchase_name(facts: &NewPurchase) -> String {
    let family = match facts.family {
        PlanName::CopilotCredit => "Copilot Credit Pre-Purchase Plan",
        PlanName::Agent => "Agent Pre-Purchase Plan",
    };
    format!("{family}, tier {}", facts.tier)
}

pub(crate) fn arrangement_name(tenant: &Tenant, arrangement: PayAsYouGo) -> String {
    match arrangement {
        PayAsYouGo::Policy(policy) => tenant.policy_ever(policy).map(|policy| policy.name.clone()),
        PayAsYouGo::Plan(plan) => tenant.platform.now().plan(plan).map(|plan| plan.facts.name.clone()),
    }
    .unwrap_or_default()
}

/// What a chart calls the outcome.
pub(crate) fn outcome_label(tenant: &Tenant, outcome: Outcome) -> String {
    match outcome {
        Outcome::Paid(payer) if payer.charges() => format!("{} (pay-as-you-go)", name(tenant, payer)),
        Outcome::Paid(payer) => name(tenant, payer),
        Outcome::Included => "Included with Microsoft 365 Copilot".to_owned(),
        Outcome::NotCharged(rule) => format!("Not charged: {}", rule.label()),
        Outcome::Blocked(reason) => reason.label().to_owned(),
    }
}
