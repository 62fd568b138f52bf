//! The working of one unit: why it cost what it cost and who paid, as sentences with their sources.
//!
//! It tells what [`super::judge`] decided; it decides nothing itself.

use chrono::DateTime;

use super::{BlockedReason, Judged, Outcome, Payer};
use crate::catalogue::{Catalogue, Feature, Per};
use crate::coverage::Coverage;
use crate::ids::PolicyId;
use crate::metering::NotChargedRule;
use crate::tenant::{Impediment, Policy, Scope, Tenant};
use crate::usage::{Service, UsageUnit};

const DISABLING: &str =
    "Microsoft, Set up pay-as-you-go for Microsoft 365 Copilot services (2025-04-21), Disable pay-as-you-go";

const RETRIEVAL: &str = "Microsoft, Retrieval API pay-as-you-go consumption (2026-06-18)";

const CAPACITY: &str = "Microsoft, Manage Copilot Credits and capacity (2026-09-18)";

pub(super) const OVERLAP: &str =
    "Meterdesk's assumption: what the Microsoft 365 export shows, as a third party describes it";

/// One step of the working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The step in a sentence.
    pub text: String,
    /// Document title and date; `None` where it follows from the tenant's own set-up.
    pub source: Option<String>,
    /// Whether Meterdesk assumes it.
    pub assumption: bool,
}

impl Step {
    pub(super) fn of_set_up(text: String) -> Self {
        Self {
            text,
            source: None,
            assumption: false,
        }
    }

    pub(super) fn of_source(text: String, source: &str) -> Self {
        Self {
            text,
            source: Some(source.to_owned()),
            assumption: false,
        }
    }
}

/// Tells how the unit came to its outcome. `feature_name` is the name as the row gives it.
#[must_use]
pub fn working(
    tenant: &Tenant,
    catalogue: &Catalogue,
    coverage: &Coverage,
    (feature, feature_name): (Option<Feature>, &str),
    unit: &UsageUnit,
    judged: Judged,
) -> Vec<Step> {
    let card = DateTime::from_timestamp(unit.at, 0).and_then(|at| catalogue.card_at(at));
    let mut steps = Vec::new();
    if let Some((card, feature)) = card.zip(feature)
        && let Some(rate) = card.rate(feature)
    {
        let per = match rate.per {
            Per::Unit => "each",
            Per::ThousandTokens => "per started thousand tokens of a call",
        };
        let text = format!(
            "{} × {}: {} {} {per} on the rate card {}, together {}.",
            unit.quantity, feature_name, rate.credits, card.unit, card.id, judged.credits
        );
        steps.push(Step::of_source(text, &card.source));
    }
    let licence_source = card.map(|card| card.source.as_str()).unwrap_or_default();
    match judged.outcome {
        Outcome::Included => steps.push(Step::of_source(
            "The person holds Microsoft 365 Copilot, and the use is employee-facing, signed-in and interactive: the licence \
             includes it."
                .to_owned(),
            licence_source,
        )),
        Outcome::NotCharged(rule) => steps.push(not_charged(rule, feature_name)),
        Outcome::Paid(paid_by) => {
            steps.push(no_licence(coverage, unit));
            let covering: Vec<_> = coverage.covering(unit).filter_map(|id| tenant.policy_ever(id)).collect();
            steps.extend(
                covering
                    .iter()
                    .map(|policy| covers(policy, unit, coverage.disconnecting_until(policy.id, unit))),
            );
            let charged = paid_by.charged_policy();
            if covering.len() > 1
                && let Some(policy) = charged.and_then(|policy| tenant.policy_ever(policy))
            {
                steps.push(Step {
                    text: format!(
                        "Several policies cover the person; the {}, \"{}\", pays.",
                        if coverage.newest_pays(unit) { "newest" } else { "oldest" },
                        policy.name
                    ),
                    source: Some(OVERLAP.to_owned()),
                    assumption: true,
                });
            }
            steps.extend(charged.and_then(|policy| just_enabled(tenant, policy, unit)));
            if let Payer::PayAsYouGo(_) = paid_by {
                let price = format!(
                    "Pay-as-you-go charges {} a credit to the Azure subscription: {}.",
                    catalogue.usd_per_credit.spoken(),
                    catalogue.pay_as_you_go(judged.credits).spoken()
                );
                steps.push(Step::of_source(price, &catalogue.price_source));
            }
        }
        Outcome::Blocked(reason) => {
            steps.push(no_licence(coverage, unit));
            let uncharged = coverage.uncharged(unit);
            steps.extend(uncharged.filter_map(|(id, by)| Some(not_chargeable(tenant.policy_ever(id)?, by))));
            let withdrawn = coverage.withdrawn(unit).filter_map(|id| tenant.policy_ever(id));
            steps.extend(withdrawn.map(|policy| gone_at_once(policy, unit)));
            steps.push(blocked(reason, unit));
        }
    }
    steps
}

fn no_licence(coverage: &Coverage, unit: &UsageUnit) -> Step {
    let text = if unit.person.is_none() {
        "No person of the tenant used it, so no license includes it."
    } else if coverage.licensed(unit) {
        "The person holds Microsoft 365 Copilot, but this kind of use is outside what the license includes."
    } else {
        "The person holds no Microsoft 365 Copilot license at that time."
    };
    Step::of_set_up(text.to_owned())
}

pub(super) fn covers(policy: &Policy, unit: &UsageUnit, disconnecting_until: Option<i64>) -> Step {
    let whom = match policy.scope {
        Scope::AllUsers => "all users",
        Scope::Group(_) => "a group that the person is in",
    };
    let (name, service) = (&policy.name, unit.service.label());
    let end = disconnecting_until.and_then(|until| DateTime::from_timestamp(until, 0));
    match end {
        None => Step::of_set_up(format!(
            "The billing policy \"{name}\" is connected to {service} and covers {whom}."
        )),
        Some(end) if unit.service.unused_agents_go_at_once() => Step::of_source(
            format!(
                "The billing policy \"{name}\", which covers {whom}, is being disconnected from {service}, at the latest by \
                 {}. The person used this agent before, so it goes on until then.",
                end.format("%-d %B %Y, %H:%M UTC")
            ),
            DISABLING,
        ),
        Some(end) => Step::of_source(
            format!(
                "The billing policy \"{name}\", which covers {whom}, is being disconnected from {service}, at the latest by \
                 {}. Calls until then are charged.",
                end.format("%-d %B %Y, %H:%M UTC")
            ),
            RETRIEVAL,
        ),
    }
}

/// Within about two hours of enabling the Retrieval API its first call may fail. It is let through here.
pub(super) fn just_enabled(tenant: &Tenant, payer: PolicyId, unit: &UsageUnit) -> Option<Step> {
    const ENABLING: i64 = 2 * 3600;
    let connected = tenant.connections.iter().filter(|known| known.policy == payer);
    let fresh = connected
        .filter(|known| known.service == unit.service && unit.service == Service::RetrievalApi)
        .any(|known| (known.period.from.timestamp()..known.period.from.timestamp() + ENABLING).contains(&unit.at));
    fresh.then(|| Step {
        text: "Enabling takes about two hours, and the first call afterwards may fail; Meterdesk lets it through."
            .to_owned(),
        source: Some(RETRIEVAL.to_owned()),
        assumption: true,
    })
}

pub(super) fn gone_at_once(policy: &Policy, unit: &UsageUnit) -> Step {
    let text = format!(
        "The billing policy \"{}\" is being disconnected from {}. The person never used this agent before, so it is gone \
         at once.",
        policy.name,
        unit.service.label()
    );
    Step::of_source(text, DISABLING)
}

pub(super) fn blocked(reason: BlockedReason, unit: &UsageUnit) -> Step {
    match reason {
        BlockedReason::Refused if !unit.service.takes_billing_policies() => Step::of_set_up(format!(
            "Neither prepaid capacity nor a billing plan could pay for {} at that time, so the request was refused.",
            unit.service.label()
        )),
        BlockedReason::NotCovered | BlockedReason::Refused => Step::of_source(
            format!(
                "No billing policy connected to {} covers the person at that time, so the use is refused.",
                unit.service.label()
            ),
            "Microsoft, Microsoft 365 Copilot pay-as-you-go overview (2025-06-16)",
        ),
        BlockedReason::NotChargeable => Step::of_set_up(
            "No other connected billing policy covers the person at that time, so the use is refused.".to_owned(),
        ),
        BlockedReason::CapacityUsedUp => Step::of_source(
            "Prepaid capacity is used up and nothing further may pay: agent flows and Dynamics 365 agents stop at 100%."
                .to_owned(),
            CAPACITY,
        ),
        BlockedReason::CapacityEnforced => Step::of_source(
            "Use has reached 125% of prepaid capacity and nothing further may pay: custom agents stop.".to_owned(),
            CAPACITY,
        ),
        BlockedReason::AgentLimit => Step::of_source(
            "The agent has reached its monthly limit, which stops it until the next month.".to_owned(),
            CAPACITY,
        ),
        BlockedReason::NoPayer => Step::of_set_up(format!(
            "{} is paid on the Power Platform side, and nothing is set up there in this workbook.",
            unit.service.label()
        )),
    }
}

pub(super) fn not_chargeable(policy: &Policy, by: Impediment) -> Step {
    let why = match by {
        Impediment::SubscriptionDisabled => "its Azure subscription is disabled",
        Impediment::ResourceGroupDeleted => "its resource group was deleted",
        Impediment::CreatorWithoutRight => "whoever made it is neither Owner nor Contributor any more",
        Impediment::GroupDeleted => "its security group was deleted",
        Impediment::GroupEmptied => "its security group was emptied before",
    };
    Step {
        text: format!("The billing policy \"{}\" covers the person, but {why}.", policy.name),
        source: Some(format!("Meterdesk's setting \"{}\"", by.switch().setting().label)),
        assumption: true,
    }
}

pub(super) fn not_charged(rule: NotChargedRule, feature_name: &str) -> Step {
    match rule {
        NotChargedRule::UnknownFeature => Step::of_set_up(format!(
            "\"{feature_name}\" is on no rate card that Meterdesk knows: it stays visible, with no credits."
        )),
        NotChargedRule::NotOnCard => Step::of_set_up(format!(
            "The rate card of that time has no rate for \"{feature_name}\"."
        )),
        NotChargedRule::BeforeRateCards => {
            Step::of_set_up("The use lies before the first rate card that Meterdesk knows.".to_owned())
        }
        NotChargedRule::TestUse => Step::of_source(
            "It ran in a test pane, which is not charged.".to_owned(),
            "Microsoft, AI Builder: licensing and Copilot Credits (2025-11-01)",
        ),
    }
}
