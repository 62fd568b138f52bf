//! What payers and other outcomes are called, and in which order screens show them.

use meterdesk_billing::settlement::{Outcome, PayAsYouGo, Payer};
use meterdesk_billing::tenant::Tenant;

/// Payers are shown in the order in which they are asked to pay within their kind: pay-as-you-go of policies and plans,
/// pre-purchase plans, then prepaid capacity. The second number orders those of one kind by age.
pub(crate) fn place(tenant: &Tenant, payer: Payer) -> (u8, u64) {
    match payer {
        Payer::PayAsYouGo(arrangement) => (0, age(tenant, arrangement)),
        Payer::PrePurchase(..) => (1, 0),
        Payer::Allocation(_) => (2, 0),
        Payer::TenantPool => (3, 0),
        Payer::OverCapacity => (4, 0),
    }
}

fn age(tenant: &Tenant, arrangement: PayAsYouGo) -> u64 {
    match arrangement {
        PayAsYouGo::Policy(policy) => tenant.policy_ever(policy).map_or(0, |policy| policy.created_seq),
        PayAsYouGo::Plan(_) => 0,
    }
}

/// The name of the set-up, policy or plan that paid; for prepaid capacity, whose it is.
pub(crate) fn name(tenant: &Tenant, payer: Payer) -> String {
    match payer {
        Payer::PayAsYouGo(arrangement) => arrangement_name(tenant, arrangement),
        Payer::PrePurchase(_, arrangement) => {
            format!("Pre-purchase plan for {}", arrangement_name(tenant, arrangement))
        }
        Payer::Allocation(_) => "Prepaid, allocated to the environment".to_owned(),
        Payer::TenantPool => "Prepaid, tenant pool".to_owned(),
        Payer::OverCapacity => "Prepaid, over capacity".to_owned(),
    }
}

fn arrangement_name(tenant: &Tenant, arrangement: PayAsYouGo) -> String {
    match arrangement {
        PayAsYouGo::Policy(policy) => tenant.policy_ever(policy).map(|policy| policy.name.clone()),
        PayAsYouGo::Plan(_) => None,
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
